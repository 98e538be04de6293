/** Letters of the 7-bit alphabet of GSM 03.38 that matter here; any other makes the message UCS-2. */
const SEVEN_BIT = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùü]*$/u;

/**
 * How many text messages a text costs. 70 UTF-16 units in one Chinese message, 67 each in a longer one
 * (160 and 153 for plain Latin text): a joined message spends the difference on its header (3GPP TS 23.040).
 */
export const smsParts = (text: string): number => {
  const [single, joined] = SEVEN_BIT.test(text) ? [160, 153] : [70, 67];
  return text.length <= single ? 1 : Math.ceil(text.length / joined);
};
