import type { Context } from 'hono'
import type { z } from 'zod'
import { amount } from '../../base/amount.ts'
import type { Problem } from '../contract/problem.ts'
import { refuse } from '../problems.ts'

/** The JSON body of a request, checked. Throws the problem of one that is too large, no JSON, or not what is taken. */
export async function readBody<T extends z.ZodType>(c: Context, schema: T, most: number): Promise<z.infer<T>> {
  expectType(c, 'application/json')
  const text = new TextDecoder('utf-8', { fatal: true })
  let written: string
  const bytes = await readBytes(c, most)
  if (partsOf(bytes) > mostParts)
    throw refuse('too-large', `the body has more than ${amount(mostParts)} members`, {
      help: 'logs are one text for each file; larger data is uploaded with POST /api/data',
    })
  try {
    written = text.decode(bytes)
  } catch {
    throw refuse('malformed', 'the body is not UTF-8')
  }
  let body: unknown
  try {
    body = JSON.parse(written)
  } catch (error) {
    throw refuse('malformed', `the body is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const { success, data, error } = schema.safeParse(body)
  if (!success) throw refuse('malformed', 'the body is not what this address takes', { errors: errorsOf(error) })
  return data
}

/** Members and elements of a body. No request needs a tenth of them, and a million would hold up whoever checks them. */
const mostParts = 20_000

/** How many members and elements JSON has at most, told from its bytes without reading it. */
function partsOf(bytes: Uint8Array): number {
  let parts = 0
  let inText = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === quote) inText = !inText
    else if (!inText) {
      if (byte === comma || byte === openList || byte === openObject) parts++
    } else if (byte === backslash) at++
  }
  return parts
}

const [quote, comma, openList, openObject, backslash] = [0x22, 0x2c, 0x5b, 0x7b, 0x5c]

/** Problems that are told, and characters of what is said of each; a hostile body may have a million. */
const mostErrors = 20
const mostSaid = 500

const errorsOf = (error: z.ZodError): NonNullable<Problem['errors']> =>
  error.issues
    .slice(0, mostErrors)
    .map(issue => ({ pointer: shortened(pointerOf(issue)), detail: shortened(detailOf(issue)) }))

type Issue = z.core.$ZodIssue

const pointerOf = ({ path }: Issue): string =>
  path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What is wrong; where one of several shapes is taken, what keeps it from being each of them. */
function detailOf(issue: Issue): string {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.message
  const shapes = issue.errors.map(issues => issues.map(one => `${pointerOf(one)} ${detailOf(one)}`.trim()).join(', '))
  return [...new Set(shapes)].join('; or ')
}

const shortened = (text: string): string => (text.length > mostSaid ? `${text.slice(0, mostSaid)}…` : text)

/** A type that a form of another site cannot send without asking first. */
export function expectType(c: Context, type: string): void {
  const [given = ''] = (c.req.header('content-type') ?? '').split(';')
  if (given.trim().toLowerCase() !== type)
    throw refuse('wrong-type', `the body has the type ${given.trim() || 'none'}`, {
      help: `send it as Content-Type: ${type}`,
    })
  const packed = c.req.header('content-encoding')
  if (packed !== undefined && packed.toLowerCase() !== 'identity')
    throw refuse('wrong-type', `the body is packed with ${packed}`, {
      help: 'send it without Content-Encoding; files that are packed are uploaded as they are, and unpacked when they are read',
    })
}

async function readBytes(c: Context, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bodyOf(c, most)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The bytes of a body as they come; throws the problem as soon as there are more than allowed. */
export async function* bodyOf(c: Context, most: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () =>
    refuse('too-large', `the body is larger than ${amount(most)} bytes`, {
      help: 'upload large files with POST /api/data, and name them by their id',
    })
  if (Number(c.req.header('content-length') ?? 0) > most) throw tooLarge()
  const reader = c.req.raw.body?.getReader()
  if (reader === undefined) return
  let size = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.byteLength
      if (size > most) throw tooLarge()
      yield read.value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
