/**
 * The text with every character that could steer a terminal (escape sequences, line ends, direction overrides) replaced
 * by a visible one, so that a log or a query can be shown to a person as it is. One character stays one character.
 */
export const printable = (text: string): string =>
  text
    .replace(/[\u0000-\u001f]/g, c => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\u007f/g, '\u2421')
    .replace(/[\u0080-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '\ufffd')

/** The same for a text of several lines, which keep their ends; a tab becomes four blanks. */
export const printableLines = (text: string): string =>
  text
    .split('\n')
    .map(line => printable(line.replaceAll('\t', '    ')))
    .join('\n')
