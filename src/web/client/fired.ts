import { all, announce, el, one } from './dom.ts'
import { unfold } from './long-code.ts'
import { mark } from './places.ts'
import { cellOf, conditionPlaces, traceAt } from './traces.ts'

/** The buttons above a query: which of its conditions held in a test, shown on the text itself. */
export function firedButtons(): void {
  for (const query of all('[data-trace]')) {
    const code = one('.code', query)
    const buttons = all<HTMLButtonElement>('[data-fired-in]', query)
    if (code === undefined) continue
    const failed = el('span', { class: 'tone-bad', role: 'alert' })
    for (const button of buttons)
      button.addEventListener('click', async () => {
        const on = button.getAttribute('aria-pressed') !== 'true'
        for (const other of buttons) other.setAttribute('aria-pressed', String(other === button && on))
        if (!on) {
          mark(code, 'held', [])
          mark(code, 'not-held', [])
          return
        }
        const test = button.dataset['firedIn'] ?? ''
        const trace = await traceAt(query.dataset['trace'] ?? '').catch(() => undefined)
        if (button.getAttribute('aria-pressed') !== 'true') return
        const cell = trace && cellOf(trace, test)
        if (cell === undefined) {
          button.setAttribute('aria-pressed', 'false')
          failed.textContent = 'What held could not be loaded. Try again; the table below says the same.'
          button.parentElement?.append(failed)
          return
        }
        failed.remove()
        const { held, notHeld } = conditionPlaces(cell)
        mark(code, 'not-held', notHeld)
        const first = mark(code, 'held', held)
        announce(`${held.length} conditions held in ${test}`)
        if (first !== undefined) {
          unfold(code)
          first.scrollIntoView({ block: 'center' })
        }
      })
  }
  pointedPlaces()
}

/** What stands beside a query and names a place in it shows that place while it is pointed at. */
function pointedPlaces(): void {
  for (const item of all('.query [data-start]')) {
    const code = one('.code', item.closest('.query') ?? document)
    if (code === undefined) continue
    const place = { start: Number(item.dataset['start']), end: Number(item.dataset['end']) }
    item.addEventListener('pointerenter', () => mark(code, 'lit', [place]))
    item.addEventListener('pointerleave', () => mark(code, 'lit', []))
  }
}
