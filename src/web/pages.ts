import type { Page } from './page.ts';
import { alertPage } from './pages/alert.ts';
import { alertsPage } from './pages/alerts.ts';
import { exportsPage } from './pages/exports.ts';
import { homePage } from './pages/home.ts';
import { incidentPage } from './pages/incident.ts';
import { incidentsPage } from './pages/incidents.ts';
import { messengerSignInPage } from './pages/messenger-sign-in.ts';
import { playbooksPage } from './pages/playbooks.ts';
import { postmortemPage } from './pages/postmortem.ts';
import { readinessPage } from './pages/readiness.ts';
import { sharesPage } from './pages/shares.ts';
import { signInPage } from './pages/sign-in.ts';
import { statusPage } from './pages/status.ts';
import { ticketPage } from './pages/ticket.ts';
import { ticketsPage } from './pages/tickets.ts';

/** Every page there is, in the order of the navigation: a page is one file, and one line here. */
export const PAGES: readonly Page[] = [
  homePage,
  incidentsPage,
  exportsPage,
  incidentPage,
  postmortemPage,
  sharesPage,
  alertsPage,
  alertPage,
  ticketsPage,
  ticketPage,
  playbooksPage,
  readinessPage,
  statusPage,
  signInPage,
  messengerSignInPage,
];
