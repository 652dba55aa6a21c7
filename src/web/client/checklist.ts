import { all, one, store, stored } from './dom.ts'

/** The playbook's steps as a checklist; what is ticked stays in this browser until it is started over. */
export function checklists(): void {
  for (const list of all('[data-checklist]')) {
    const key = `assay-steps-${list.dataset['checklist']}`
    const boxes = all<HTMLInputElement>('[data-step]', list)
    const count = one('[data-ticked]', list)
    const untick = one('[data-untick]', list)
    const ticked = new Set((stored(key) ?? '').split(','))
    const show = (): void => {
      const done = boxes.filter(box => box.checked).length
      if (count !== undefined) count.textContent = `${done} of ${boxes.length} steps done`
      if (untick !== undefined) untick.hidden = done === 0
    }
    const keep = (): void => {
      const steps = boxes.filter(box => box.checked).map(box => box.dataset['step'])
      store(key, steps.length === 0 ? undefined : steps.join(','))
      show()
    }
    for (const box of boxes) {
      box.checked = ticked.has(box.dataset['step'] ?? '')
      box.addEventListener('change', keep)
    }
    untick?.addEventListener('click', () => {
      for (const box of boxes) box.checked = false
      keep()
      boxes[0]?.focus()
    })
    show()
  }
}
