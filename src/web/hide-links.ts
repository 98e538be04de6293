// A mask that keeps what surrounds an address: quotes, markup and Chinese punctuation end it.
const ADDRESS = /https?:\/\/[^\s"'<>()[\]{}\\&、，。；：！？）】」”]+/giu;

/**
 * What an outsider is given, without addresses: a record says that there was a meeting or a recording, and
 * whoever reads it with a link for one incident is not let into either.
 */
export const hideLinks = (text: string): string => text.replaceAll(ADDRESS, '[…]');
