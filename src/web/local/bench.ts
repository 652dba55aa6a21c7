import { languageFor, platformFor } from '../../app/registry.ts'
import type { Surroundings } from '../../app/surroundings.ts'
import type { CheckRequestData, FormatRequestData } from '../../http/contract/check.ts'
import type { ConvertRequestData } from '../../http/contract/convert.ts'
import type { ProfileData } from '../../http/contract/data.ts'
import type { ExplainRequestData } from '../../http/contract/explain.ts'
import type { Problem } from '../../http/contract/problem.ts'
import type { CompareRequestData, RunRequestData } from '../../http/contract/run.ts'
import { checked } from '../../http/jobs/check-job.ts'
import { formatted } from '../../http/jobs/format-job.ts'
import type { SearchJob } from '../../http/jobs/search-jobs.ts'
import { problemOfError } from '../../http/problems.ts'
import type { Completion, Help, Token, TokenKind } from '../../languages/language.ts'
import type { Profile } from '../../platforms/platform.ts'
import { fetchLanguage, scripts } from './fetch-language.ts'
import { type PageFile, pageDisk } from './files.ts'

/** What a page asks of its own bench. Files come with the question: nothing else can be read. */
export type Ask =
  | { readonly is: 'tokens'; readonly language: string; readonly text: string }
  | { readonly is: 'help'; readonly language: string; readonly word: string; readonly kind: TokenKind }
  | {
      readonly is: 'complete'
      readonly language: string
      readonly text: string
      readonly at: number
      readonly profile: ProfileData | undefined
    }
  | { readonly is: 'check'; readonly body: Omit<CheckRequestData, 'data'>; readonly profile: ProfileData | undefined }
  | { readonly is: 'format'; readonly body: FormatRequestData }
  | { readonly is: 'run'; readonly body: RunRequestData; readonly files: readonly PageFile[] }
  | { readonly is: 'compare'; readonly body: CompareRequestData; readonly files: readonly PageFile[] }
  | { readonly is: 'explain'; readonly body: ExplainRequestData; readonly files: readonly PageFile[] }
  | { readonly is: 'profile'; readonly language: string; readonly files: readonly PageFile[] }
  | { readonly is: 'convert'; readonly body: ConvertRequestData }

/** The answer, in the shape that the API gives it, or the problem. */
export type Told = { readonly answer: unknown } | { readonly problem: Problem }

/** What completing gives: what stands before the cursor from `from` on is replaced. */
export interface CompleteAnswer {
  readonly from: number
  readonly options: readonly Completion[]
}
export type TokensAnswer = readonly Token[]
export type HelpAnswer = Help | null

/** The world of a page, apart from its files. */
export type PageWorld = Pick<Surroundings, 'now' | 'time' | 'year'>

/** Rows of one answer at most. */
const mostRows = 10_000

/** Does what is asked, in this thread. Whatever goes wrong is a problem; `onFault` is told of faults of Assay itself. */
export async function perform(ask: Ask, world: PageWorld, onFault: (error: unknown) => void): Promise<Told> {
  try {
    return await told(ask, world)
  } catch (error) {
    const problem = problemOfError(error)
    if (problem.status === 500) onFault(error)
    return { problem }
  }
}

async function told(ask: Ask, world: PageWorld): Promise<Told> {
  await Promise.all(languagesOf(ask).map(fetchLanguage))
  switch (ask.is) {
    case 'tokens':
      return { answer: languageFor(ask.language, undefined).tokens(ask.text) satisfies TokensAnswer }
    case 'help': {
      const help = languageFor(ask.language, undefined).help?.(ask.word, ask.kind) ?? null
      return { answer: help satisfies HelpAnswer }
    }
    case 'complete': {
      const language = languageFor(ask.language, undefined)
      const schema = platformFor(language).schema(known(ask.profile))
      const none: CompleteAnswer = { from: ask.at, options: [] }
      return { answer: language.complete?.(ask.text, ask.at, schema) ?? none }
    }
    case 'check':
      return { answer: checked(ask.body, known(ask.profile), world.time) }
    case 'format':
      return formatted(ask.body)
    case 'convert': {
      const { converted } = await import('../../http/jobs/convert-data.ts')
      return converted(ask.body, { ...world, disk: pageDisk([]), tempFolder: '' })
    }
    default:
      return searched(ask, world)
  }
}

/** Reads data: the readers and the engine are fetched for it. */
async function searched(ask: Extract<Ask, { readonly files: unknown }>, { now, time, year }: PageWorld): Promise<Told> {
  const { search } = await import('../../http/jobs/search-jobs.ts')
  const given = { files: ask.files.map(({ name }) => ({ name, path: name })), tables: [] }
  const { files, ...asked } = ask
  const job = (
    asked.is === 'profile' || asked.is === 'explain' ? { ...asked, given } : { ...asked, given, mostRows }
  ) as SearchJob
  return search(job, { disk: pageDisk(files), now, time, year, tempFolder: '' })
}

/** The languages that are needed for an answer. */
function languagesOf(ask: Ask): readonly string[] {
  switch (ask.is) {
    case 'check':
    case 'format':
    case 'run':
    case 'explain':
      return [ask.body.language]
    case 'compare':
      return [ask.body.first.language, ask.body.second.language]
    case 'convert':
      return Object.keys(scripts)
    default:
      return [ask.language]
  }
}

const known = (profile: ProfileData | undefined): Profile => profile ?? { keys: undefined, fields: undefined }
