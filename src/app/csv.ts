// Excel takes a file without a byte order mark for the local code page and breaks Chinese.
const BOM = '\uFEFF';

/** A cell that a spreadsheet would run as a formula is marked as text. */
const csvCell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as a CSV file that spreadsheets open as it is meant. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  `${BOM}${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
