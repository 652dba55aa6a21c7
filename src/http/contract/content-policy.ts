/**
 * What a page may load: from its own site only, and nothing inline. The value of Content-Security-Policy, in a header of our server
 * and in a page of plain files. `styles`: the sources of styles.
 */
export const contentPolicy = (styles = "'self'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
