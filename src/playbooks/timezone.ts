/** Whether Intl knows the time zone by this name. */
export const isTimezone = (name: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
};
