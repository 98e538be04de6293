import type { Call } from './page.ts';
import { html, type Html } from './html.ts';

/** Name of the hidden field in every form of ours. */
const FIELD = 'proof';

/** A proof belongs to this browser and to the person who is signed in there. */
const holderOf = ({ visitor }: Call): string => `${visitor.visit.id} ${visitor.actor?.id ?? ''}`;

/** The hidden field that lets a form be taken. */
export const proofField = (call: Call): Html =>
  html`<input type="hidden" name=${FIELD} value=${call.deps.tokens.formProof(holderOf(call))} />`;

/** A browser says where a form comes from. `null`: our own pages send no referrer, and so no origin. */
const comesFromElsewhere = ({ header, deps }: Call): boolean => {
  const site = header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = header('origin');
  if (origin === undefined || origin === 'null') return false;
  const ours = [header('host'), new URL(deps.publicUrl).host];
  return !URL.canParse(origin) || !ours.includes(new URL(origin).host);
};

/** Whether a form was sent from one of our pages, by the one it was made for. */
export const isOurForm = (call: Call): boolean =>
  !comesFromElsewhere(call) &&
  call.deps.tokens.isFormProof(holderOf(call), call.form.get(FIELD) ?? '');
