import { messageOf } from '../base/message-of.ts'
import type { Schema } from '../plan/schema.ts'
import { peek } from '../telemetry/bytes/decode.ts'
import { gunzip } from '../telemetry/bytes/gunzip.ts'
import { contentOf, enoughToTell } from '../telemetry/bytes/magic.ts'
import { unzstd } from '../telemetry/bytes/unzstd.ts'
import { type CorpusRow, type CorpusTotals, judgeLine, type Only, tally } from './corpus.ts'
import type { Disk } from './disk.ts'
import { InputError } from './input-error.ts'
import { languageFor } from './registry.ts'

export type CorpusItem = { readonly row: CorpusRow } | { readonly totals: CorpusTotals }

/** A line longer than this holds no query. */
const longestLine = 8 * 1024 * 1024

/**
 * Judges a file of queries, one JSON object a line, as it is read; the totals come last. Rejects with `InputError` when it
 * cannot be read or holds nothing that was asked for.
 */
export async function* readCorpus(
  file: string,
  languageId: string | undefined,
  only: readonly Only[],
  disk: Disk,
  tables?: Schema['tables'],
): AsyncGenerator<CorpusItem> {
  const language = languageFor(languageId, undefined)
  const sums = tally()
  let number = 0
  for await (const line of linesOf(file, disk)) {
    number++
    if (line.trim() === '') continue
    const row = judgeLine(line, number, language.id, only, tables)
    if (row === undefined) continue
    sums.add(row)
    yield { row }
  }
  const totals = sums.totals()
  if (totals.rows === 0)
    throw new InputError(
      number === 0 ? `${file} is empty: there is no query in it` : `${file} has no query of those that were asked for`,
    )
  if (totals.byStatus.unreadable === totals.rows)
    throw new InputError(`no line of ${file} is a JSON object with a \`query\``, 'a corpus has one JSON object a line')
  yield { totals }
}

async function* linesOf(file: string, disk: Disk): AsyncGenerator<string> {
  const { head, all } = await peek(enoughToTell, disk.bytes(file))
  const content = contentOf(head)
  if (content.is === 'binary') throw new InputError(`${file} is ${content.what}`, content.help)
  const bytes = content.is === 'gzip' ? gunzip(all) : content.is === 'zstd' ? unzstd(all) : all
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  try {
    for await (const chunk of bytes) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > longestLine) throw new InputError(`${file} has a line that is too long to be a query`)
      yield* lines
    }
  } catch (error) {
    if (error instanceof InputError || content.is === 'text') throw error
    throw new InputError(`${file}: ${messageOf(error)}`)
  }
  const last = rest + decoder.decode()
  if (last !== '') yield last
}
