// Where the page of the API lies in the site, and its parts in it. Free of everything, since pages and server both link there.

/** Below the root of the site. */
export const apiPath = 'about/api/'
/** The part about a type of problem: where its URI leads. */
export const problemAnchor = (type: string): string => `problem-${type}`
/** The part about an operation. */
export const operationAnchor = (name: string): string => `operation-${name}`
