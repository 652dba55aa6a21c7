/** The text with U+FFFD in place of each lone surrogate, which is no character and which UTF-8 cannot hold. */
export const wellFormed = (text: string): string =>
  /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text
