/** An argument as people type it in a shell: in single quotes where it needs them. */
export const shellWord = (text: string): string =>
  /^[\w:/.=@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
