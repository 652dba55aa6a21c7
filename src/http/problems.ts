import { InputError, isExpected } from '../app/input-error.ts'
import type { Diagnostic } from '../base/diagnostic.ts'
import { printableLines } from '../base/printable.ts'
import { placeOf, type Source } from '../base/source.ts'
import type { EngineError } from '../engines/engine.ts'
import type { Problem } from './contract/problem.ts'
import { type ProblemType, problemTypes } from './contract/problem-types.ts'
import type { DiagnosticData } from './contract/shared.ts'
import { inRequestWords } from './request-words.ts'

/** A request that cannot be answered, with the document that says why. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** The document of a problem of some type. */
export const problemOf = (
  type: ProblemType,
  detail: string,
  more: Partial<Pick<Problem, 'help' | 'diagnostics' | 'errors' | 'which'>> = {},
): Problem => ({ type: `/problems/${type}`, ...titled(type), detail, ...more })

const titled = (type: ProblemType): Pick<Problem, 'title' | 'status'> => ({
  title: problemTypes[type].title,
  status: problemTypes[type].status,
})

/** Refuses a request. */
export const refuse = (type: ProblemType, detail: string, more?: Parameters<typeof problemOf>[2]): RequestProblem =>
  new RequestProblem(problemOf(type, detail, more))

/** What an error is as a problem: one of the request, or a fault of Assay, whose inside is nobody's business. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof RequestProblem) return error.problem
  if (!isExpected(error))
    return problemOf('fault', 'This is a bug in Assay; the server has said more where it was started.')
  return error instanceof InputError ? unusable(error) : engineProblem(error)
}

/** A fault of Assay as lines for a terminal. What it speaks of may come from a log or a query, so nothing in it steers the terminal. */
export const faultText = (error: unknown): string =>
  `${printableLines(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`

const unusable = ({ message, help }: InputError): Problem =>
  problemOf('unusable', inRequestWords(message), help === undefined ? {} : { help: inRequestWords(help) })

const engineProblem = ({ message }: EngineError): Problem => problemOf('engine', message)

/** The problem of a query that is refused. */
export const refusedQuery = (diagnostics: readonly Diagnostic[], source: Source, which?: Problem['which']): Problem =>
  problemOf(
    'refused',
    inRequestWords(diagnostics.find(d => d.severity === 'error')?.message ?? 'the query cannot run'),
    {
      diagnostics: diagnostics.map(d => diagnosticData(d, source)),
      ...(which === undefined ? {} : { which }),
    },
  )

/** A diagnostic as the API gives it. */
export function diagnosticData(d: Diagnostic, source: Source): DiagnosticData {
  const { line, column } = placeOf(source, d.span.start)
  return {
    code: d.code,
    severity: d.severity,
    message: inRequestWords(d.message),
    ...(d.because === undefined ? {} : { because: inRequestWords(d.because) }),
    ...(d.help === undefined ? {} : { help: inRequestWords(d.help) }),
    start: d.span.start,
    end: d.span.end,
    line,
    column,
    ...(d.also === undefined ? {} : { also: d.also.map(a => ({ ...a.span, message: a.message })) }),
    ...(d.fix === undefined ? {} : { fix: d.fix.map(edit => ({ ...edit.span, text: edit.text })) }),
  }
}
