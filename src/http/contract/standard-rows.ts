/** Rows that an answer holds unless the request says how many. */
export const standardRows = 1000
