import { messageOf } from '../../base/message-of.ts'
import { EngineError } from '../engine.ts'

/** An error of DuckDB in words for the person who ran it: what was being done, what went wrong, what to do. */
export function engineError(error: unknown, doing: string): EngineError {
  if (error instanceof EngineError) return error
  const message = messageOf(error)
  const [first = ''] = message.split('\n')
  const said = first.replace(/^[A-Z][A-Za-z ]* Error: /, '')
  if (/^Out of Memory Error|could not allocate block/.test(message))
    return new EngineError(
      `${doing} needs more memory than the limit allows: narrow it to fewer events or columns, or raise the limit (${said})`,
      { cause: error },
    )
  return new EngineError(`${doing} failed: ${said}`, { cause: error })
}
