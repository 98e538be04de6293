import chromium from '@sparticuz/chromium';
import { chromium as driver, type Browser } from 'playwright-core';

/** The Chromium that comes from npm, or the one of CHROME_PATH; without sandbox where the tests run as root. */
export const openBrowser = async (): Promise<Browser> =>
  driver.launch({
    executablePath: process.env['CHROME_PATH'] ?? (await chromium.executablePath()),
    // With a single process the browser ends together with the first page that is closed.
    args: [
      ...chromium.args.filter((argument) => argument !== '--single-process'),
      '--disable-background-networking',
    ],
    headless: true,
  });
