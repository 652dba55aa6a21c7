/** Everything that can go wrong with a request, by its type, with its status and what it means. */
export const problemTypes = {
  malformed: {
    status: 400,
    title: 'The request is not what the API takes',
    says: 'The body is no JSON, or not of the shape that is taken; its errors name each place.',
  },
  unusable: {
    status: 400,
    title: 'Something that the request names cannot be used',
    says: 'A name in it (a language, an engine, a time, a parameter) is none, or its data cannot be read.',
  },
  unauthorized: {
    status: 401,
    title: 'A token is required',
    says: 'Send the token that the server printed when it was started.',
  },
  forbidden: {
    status: 403,
    title: 'The request comes from somewhere it may not come from',
    says: 'It has a foreign Host or Origin. Programs send neither; a page has to be one of this server.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here',
    says: 'No such detection, data set, upload, run or address.',
  },
  'wrong-method': {
    status: 405,
    title: 'This address does not answer that method',
    says: 'The header Allow lists what it answers.',
  },
  cancelled: { status: 409, title: 'The run was cancelled', says: 'Somebody ended it, or its connection was closed.' },
  'too-large': {
    status: 413,
    title: 'The request is larger than allowed',
    says: 'The limits are above; large data is uploaded first.',
  },
  'wrong-type': {
    status: 415,
    title: 'The body is of another type than the API takes',
    says: 'Send JSON as application/json, files as application/octet-stream, neither packed with Content-Encoding.',
  },
  refused: {
    status: 422,
    title: 'The query is refused',
    says: 'It is not what its language takes, or cannot be run exactly; its diagnostics say where, why and what to type.',
  },
  engine: {
    status: 422,
    title: 'The engine could not run the query',
    says: 'It ran out of memory, or met data that it cannot read.',
  },
  'too-much': { status: 422, title: 'The answer is larger than allowed', says: 'Ask for fewer rows or columns.' },
  busy: { status: 429, title: 'Too many runs at once', says: 'The header Retry-After says when to try again.' },
  fault: {
    status: 500,
    title: 'Assay itself failed',
    says: 'A bug in Assay. The server has printed more where it was started; please report it.',
  },
  unavailable: {
    status: 503,
    title: 'This is not ready yet',
    says: 'The detections are still being proved; the header Retry-After says when to try again.',
  },
  'out-of-time': {
    status: 504,
    title: 'The run took longer than allowed',
    says: 'Search fewer events, or a shorter range of time.',
  },
  'no-room': {
    status: 507,
    title: 'There is no room for it on the disk',
    says: 'Uploads and the temporary data of runs have no more place.',
  },
} as const

export type ProblemType = keyof typeof problemTypes
