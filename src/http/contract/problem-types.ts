/** Everything that can go wrong with a request, by its type, with its status. */
export const problemTypes = {
  malformed: { status: 400, title: 'The request is not what the API takes' },
  unusable: { status: 400, title: 'Something that the request names cannot be used' },
  unauthorized: { status: 401, title: 'A token is required' },
  forbidden: { status: 403, title: 'The request comes from somewhere it may not come from' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'wrong-method': { status: 405, title: 'This address does not answer that method' },
  cancelled: { status: 409, title: 'The run was cancelled' },
  'too-large': { status: 413, title: 'The request is larger than allowed' },
  'wrong-type': { status: 415, title: 'The body is of another type than the API takes' },
  refused: { status: 422, title: 'The query is refused' },
  engine: { status: 422, title: 'The engine could not run the query' },
  'too-much': { status: 422, title: 'The answer is larger than allowed' },
  busy: { status: 429, title: 'Too many runs at once' },
  fault: { status: 500, title: 'Assay itself failed' },
  unavailable: { status: 503, title: 'This is not ready yet' },
  'no-room': { status: 507, title: 'There is no room for it on the disk' },
  'out-of-time': { status: 504, title: 'The run took longer than allowed' },
} as const

export type ProblemType = keyof typeof problemTypes
