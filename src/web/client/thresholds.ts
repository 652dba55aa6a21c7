import { messageOf } from '../../base/message-of.ts'
import type { Trace } from '../trace.ts'
import { all, el, one } from './dom.ts'
import { type RerunRow, rerun } from './runner.ts'
import { traceAt } from './traces.ts'

/** Thresholds and lists that can be moved: the changed query is run again, and what becomes different is shown. */
export function thresholds(): void {
  for (const form of all<HTMLFormElement>('[data-thresholds]')) {
    const status = one('[data-rerun-status]', form)
    const result = one('[data-rerun-result]', form)
    if (status === undefined || result === undefined) continue
    const fields = all<Field>('[data-parameter]', form)
    let running: AbortController | undefined

    form.addEventListener('input', () => {
      for (const field of fields) field.classList.toggle('changed', field.value !== field.defaultValue)
    })
    form.addEventListener('reset', () => {
      running?.abort()
      for (const field of fields) field.classList.remove('changed')
      result.replaceChildren()
      status.textContent = ''
    })
    form.addEventListener('submit', async event => {
      event.preventDefault()
      running?.abort()
      const mine = new AbortController()
      running = mine
      status.textContent = 'Running…'
      try {
        const trace = await traceAt(form.dataset['trace'] ?? '')
        const text = changed(trace.text, fields)
        const cells = [...trace.cells, ...trace.benign]
        const rows = await rerun({
          folder: form.dataset['folder'] ?? '',
          language: trace.language,
          text,
          recordings: cells.map(cell => cell.of),
          signal: mine.signal,
          progress: (done, total) => {
            if (!mine.signal.aborted) status.textContent = `Running over recording ${done + 1} of ${total}…`
          },
        })
        if (mine.signal.aborted) return
        result.replaceChildren(comparison(trace, rows))
        status.textContent = summary(trace, rows)
      } catch (error) {
        if (!mine.signal.aborted) status.textContent = messageOf(error)
      }
    })
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement

/** The text of the query with what stands in the fields, each written the way it stood there. */
function changed(text: string, fields: readonly Field[]): string {
  const edits = fields
    .filter(field => field.value !== field.defaultValue)
    .map(field => ({ start: Number(field.dataset['start']), end: Number(field.dataset['end']), text: written(field) }))
    .sort((a, b) => b.start - a.start)
  return edits.reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text)
}

function written(field: Field): string {
  if (field.dataset['kind'] === 'number') return String(Number(field.value))
  if (field.dataset['kind'] === 'string') return quoted(field.value)
  return field.value
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(quoted)
    .join(', ')
}

const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`

const rowsBefore = (trace: Trace): ReadonlyMap<string, number> =>
  new Map([...trace.cells, ...trace.benign].map(cell => [cell.of, cell.rows]))

function summary(trace: Trace, rows: readonly RerunRow[]): string {
  const before = rowsBefore(trace)
  const different = rows.filter(row => row.rows !== before.get(row.of)).length
  return different === 0
    ? 'The same as shipped, over every recording.'
    : `${different} of ${rows.length} recordings differ.`
}

function comparison(trace: Trace, rows: readonly RerunRow[]): HTMLElement {
  const before = rowsBefore(trace)
  const benign = new Set(trace.benign.map(cell => cell.of))
  const shown = rows.filter(row => row.rows > 0 || (before.get(row.of) ?? 0) > 0)
  return el(
    'table',
    { class: 'rerun-table' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ['Recording', 'As shipped', 'Now'].map((name, i) =>
          el('th', { scope: 'col', class: i > 0 ? 'right' : undefined }, name),
        ),
        el('th', { scope: 'col' }, 'Change'),
      ),
    ),
    el(
      'tbody',
      {},
      shown.map(row => {
        const was = before.get(row.of) ?? 0
        return el(
          'tr',
          { class: row.rows === was ? undefined : 'was-changed' },
          el('th', { scope: 'row' }, row.of, benign.has(row.of) && el('span', { class: 'quiet' }, ' benign')),
          el('td', { class: 'num right' }, String(was)),
          el('td', { class: 'num right' }, String(row.rows)),
          el('td', { class: toneOf(was, row.rows, benign.has(row.of)) }, changeOf(was, row.rows)),
        )
      }),
    ),
  )
}

const changeOf = (was: number, is: number): string =>
  was === is ? 'same' : is === 0 ? 'silent now' : was === 0 ? 'fires now' : is > was ? 'more rows' : 'fewer rows'

function toneOf(was: number, is: number, benign: boolean): string | undefined {
  if (was === is) return 'quiet'
  const worse = benign ? is > was : is === 0
  const better = benign ? is < was : was === 0
  return worse ? 'tone-bad' : better ? 'tone-good' : undefined
}
