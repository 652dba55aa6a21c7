import type { CellEntry, EventEntry, WhyNode, WhyStep } from '../../app/catalogue/model.ts'
import { conditionsIn } from '../conditions.ts'
import { iconPaths } from '../pages/icon-paths.ts'
import { linesOf } from '../pages/lines.ts'
import { plural } from '../pages/words.ts'
import type { Trace } from '../trace.ts'
import { el } from './dom.ts'
import { icon } from './icon.ts'
import { mark, type Place } from './places.ts'
import { cellOf, traceAt } from './traces.ts'

// A cell of the matrix, opened: the events behind it, each with its text and fields, and why the query took it, step by step and
// condition by condition, with the places in the query. Everything here comes from logs: it only ever becomes text.

let dialog: HTMLDialogElement | undefined

/** Opens the events behind a cell of the matrix. */
export async function openTrace(cell: HTMLAnchorElement): Promise<void> {
  dialog ??= build()
  const query = cell.dataset['cell'] ?? ''
  const of = cell.dataset['of'] ?? ''
  const title = `${query} over ${of}`
  dialog.replaceChildren(head(title, cell.dataset['tip'] ?? '', dialog), el('p', { class: 'trace-body' }, 'Loading…'))
  dialog.showModal()
  try {
    const trace = await traceAt(cell.href)
    const found = cellOf(trace, of)
    if (found === undefined) throw new Error('The run of this query over this recording is not there.')
    dialog.lastElementChild?.replaceWith(body(trace, found, cell.dataset['ask']))
  } catch (error) {
    dialog.lastElementChild?.replaceWith(
      el('p', { class: 'trace-body' }, `This could not be loaded. ${error instanceof Error ? error.message : ''}`),
    )
  }
}

function build(): HTMLDialogElement {
  const box = el('dialog', { class: 'trace', 'aria-labelledby': 'trace-title' })
  box.addEventListener('click', event => {
    if (event.target === box) box.close()
  })
  document.body.append(box)
  return box
}

function head(title: string, says: string, box: HTMLDialogElement): HTMLElement {
  const close = el('button', { type: 'button', class: 'plain' }, icon(iconPaths.close), el('span', {}, 'Close'))
  close.addEventListener('click', () => box.close())
  return el(
    'div',
    { class: 'trace-head' },
    el('h2', { id: 'trace-title' }, title),
    el('p', { class: 'quiet' }, says),
    close,
  )
}

/** What is below the head; `ask` is where any other event of the recording can be asked about. */
function body(trace: Trace, cell: CellEntry, ask: string | undefined): HTMLElement {
  const code = queryText(trace)
  const detail = el('div', { class: 'trace-event' })
  const show = (event: EventEntry, button: Element | undefined): void => {
    for (const other of chooser.children) other.setAttribute('aria-pressed', String(other === button))
    detail.replaceChildren(...eventParts(event, code))
    mark(code, 'lit', [])
    const conditions = conditionsIn(event.why)
    const held = conditions.filter(condition => condition.holds)
    const notHeld = conditions.filter(condition => !condition.holds)
    mark(code, 'not-held', notHeld)
    const first = mark(code, 'held', held)
    // after it is in the page, and without moving anything but the query
    if (first !== undefined) requestAnimationFrame(() => scrollWithin(code, first))
  }
  const chooser = el('div', { class: 'trace-events', role: 'group', 'aria-label': 'Events' })
  for (const event of cell.events) {
    const button = el('button', { type: 'button', class: 'chip' }, event.gist === '' ? event.kind : event.gist)
    button.addEventListener('click', () => show(event, button))
    chooser.append(button)
  }
  const first = cell.events[0]
  if (first !== undefined) show(first, chooser.children[0])
  else detail.append(el('p', {}, cell.failed ?? 'No event is behind this cell.'))
  return el(
    'div',
    { class: 'trace-body' },
    !cell.fires && cell.failed === undefined && missedWords(cell, ask),
    cell.eventCount > 1 &&
      el(
        'p',
        { class: 'trace-count' },
        `${plural(cell.rows, 'row')} from ${plural(cell.eventCount, 'event')}`,
        cell.eventCount > cell.events.length && `; the first ${cell.events.length} are shown`,
      ),
    cell.events.length > 1 && chooser,
    detail,
    el('section', { class: 'trace-query', 'aria-label': 'Query' }, el('h3', {}, trace.title), code),
  )
}

/** Why there are events though the query is silent, and the way to the others. */
const missedWords = ({ events }: CellEntry, ask: string | undefined): HTMLElement =>
  el(
    'p',
    { class: 'trace-count' },
    events.length === 0
      ? 'The query gives no row here. '
      : `The query gives no row here, though the package says that it does. Of the events of the test ${
          events.length === 1 ? 'this one' : 'these'
        } came nearest. `,
    ask !== undefined && el('a', { href: ask }, 'Ask about any other event in the playground'),
  )

/** An event with its reasons, fields and text; what it lacks has no part. */
function eventParts(event: EventEntry, code: HTMLElement): HTMLElement[] {
  const ended = event.why.find(step => !step.kept)
  const deciding = new Set(event.why.flatMap(step => (step.tree === undefined ? [] : namesIn(step.tree))))
  const where = [event.kind, event.time, `${event.file}:${event.line}`].filter(
    text => text !== undefined && text !== '',
  )
  const fieldRow = ({ name, value }: EventEntry['fields'][number]): HTMLElement =>
    el(
      'tr',
      { class: deciding.has(name) ? 'deciding' : undefined },
      el('th', { scope: 'row' }, name),
      el('td', {}, value),
    )
  const raw = { class: 'code trace-raw', tabindex: 0, role: 'group', 'aria-label': 'As it was logged' }
  return [
    part(
      'Event',
      el('p', { class: 'quiet' }, where.join(' · ')),
      event.gist !== '' && el('p', { class: 'trace-gist' }, el('code', {}, event.gist)),
      ended !== undefined &&
        el('p', { class: 'trace-ended' }, 'It ended at ', pointer(false, ended.text, placeOf(ended), code)),
    ),
    event.why.length > 0 &&
      part(
        'Why',
        el(
          'ol',
          { class: 'why-steps' },
          event.why.map(step => stepLine(step, code)),
        ),
      ),
    event.fields.length > 0 &&
      part('Fields', el('table', { class: 'trace-fields' }, el('tbody', {}, event.fields.map(fieldRow)))),
    event.raw !== undefined && part('As it was logged', el('pre', raw, event.raw)),
  ].filter(shown => shown !== false)
}

const part = (title: string, ...content: readonly (HTMLElement | false)[]): HTMLElement =>
  el('section', {}, el('h3', {}, title), ...content)

/** A stage: with its condition where it has one, else a line that only says that the event went through. */
function stepLine(step: WhyStep, code: HTMLElement): HTMLElement {
  if (step.tree === undefined)
    return el('li', { class: 'why-plain' }, pointer(step.kept, step.text, placeOf(step), code))
  return el('li', {}, el('ul', { class: 'why-tree' }, node(step.tree, code)))
}

function node(why: WhyNode, code: HTMLElement): HTMLElement {
  return el(
    'li',
    {},
    pointer(why.holds, why.text, placeOf(why), code),
    why.values.length > 0 &&
      el('p', { class: 'why-values' }, why.values.map(({ name, value }) => `${name} = ${value}`).join('\n')),
    why.children.length > 0 &&
      el(
        'ul',
        {},
        why.children.map(child => node(child, code)),
      ),
  )
}

/** A line that shows its place in the query while it is pointed at, focused or pressed. */
function pointer(holds: boolean, text: string, place: Place | undefined, code: HTMLElement): HTMLElement {
  const line = el(
    'button',
    { type: 'button', class: 'why-line' },
    el('span', { class: holds ? 'tone-good' : 'tone-bad' }, icon(holds ? iconPaths.yes : iconPaths.no)),
    el('span', { class: 'sr' }, holds ? 'holds: ' : 'does not hold: '),
    el('code', {}, text),
  )
  const light = (): void => {
    mark(code, 'lit', place === undefined ? [] : [place])
  }
  line.addEventListener('pointerenter', light)
  line.addEventListener('focus', light)
  line.addEventListener('click', () => {
    const first = place && mark(code, 'lit', [place])
    if (first !== undefined) scrollWithin(code, first)
  })
  return line
}

const scrollWithin = (box: HTMLElement, target: HTMLElement): void => {
  box.scrollTop += target.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3
}

const placeOf = ({ start, end }: Pick<WhyStep, 'start' | 'end'>): Place | undefined =>
  start === undefined || end === undefined ? undefined : { start, end }

const namesIn = (why: WhyNode): string[] => [...why.values.map(v => v.name), ...why.children.flatMap(namesIn)]

function queryText({ tokens, language }: Trace): HTMLElement {
  const lines = linesOf(tokens).map(line =>
    el(
      'span',
      { class: 'line' },
      line.map(piece => el('span', { class: `t-${piece.kind}` }, piece.text)),
    ),
  )
  return el(
    'pre',
    { class: `code numbered lang-${language}`, tabindex: 0, role: 'group', 'aria-label': 'Query' },
    el('code', {}, lines),
  )
}
