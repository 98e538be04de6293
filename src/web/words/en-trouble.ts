import type { troubleZh } from './zh-trouble.ts';

export const troubleEn: typeof troubleZh = {
  'not-found': {
    title: 'There is nothing here',
    text: 'The address may be misspelt, or what is there is not open to you.',
  },
  'wrong-method': {
    title: 'This address is not used like that',
    text: 'Please come in by a link or a button of a page.',
  },
  'sign-in': { title: 'Please sign in', text: 'This is for people of the organisation.' },
  refused: {
    title: 'This is for somebody else to do',
    text: 'You may read this, but not change it.',
  },
  'link-invalid': {
    title: 'This link no longer works',
    text: 'It may have expired, been used or been revoked, or it was not copied as a whole.',
  },
  'sign-in-failed': {
    title: 'You were not signed in',
    text: 'The permission may not have been given, it may have taken too long, or this is another browser. Please try again.',
  },
  'form-expired': {
    title: 'This page was open for too long',
    text: 'To be safe, go back, reload the page and send it again; what you typed is still there.',
  },
  'bad-cursor': {
    title: 'This place in the list cannot be found',
    text: 'The link may be incomplete; please start from the first page.',
  },
  'bad-page': {
    title: 'There is no such page',
    text: 'The timeline has fewer pages, or the filter is misspelt.',
  },
  'bad-filter': {
    title: 'This filter cannot be understood',
    text: 'Please choose again on the list.',
  },
  'search-too-long': {
    title: 'That is too long to search for',
    text: 'At most 200 characters and 12 words; a few key words find more.',
  },
  'too-large': { title: 'That is too large', text: 'Please shorten it and send it again.' },
  busy: { title: 'Too busy right now', text: 'Nothing was changed. Please try again in a moment.' },
  unreadable: {
    title: 'That could not be understood',
    text: 'Nothing was changed. Please go back, check it and send it again.',
  },
  failed: {
    title: 'Something went wrong',
    text: 'It is on our side and has been logged. Please try again later.',
  },
  backToList: 'Back to the incidents',
  backToAlerts: 'Back to the alerts',
  backToTickets: 'Back to the tickets',
  backToStatus: 'See the public status',
};
