import { all, announce } from './dom.ts'

/** Buttons that copy the text of an element. */
export function copyButtons(): void {
  for (const button of all<HTMLButtonElement>('[data-copy]'))
    button.addEventListener('click', async () => {
      const target = document.getElementById(button.dataset['copy'] ?? '')
      const says = button.querySelector('span')
      if (target === null || says === null) return
      const before = says.textContent
      const done = await copy(target)
      announce(done ? 'Copied' : 'Not copied: select the text and copy it yourself')
      says.textContent = done ? 'Copied' : 'Select and copy'
      setTimeout(() => {
        says.textContent = before
      }, 1600)
    })
}

/** Copies an element's text. Pages without a secure address have no clipboard of their own, so there the selection is copied. */
async function copy(target: HTMLElement): Promise<boolean> {
  const text = target.textContent ?? ''
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const selection = getSelection()
    if (selection === null) return false
    selection.selectAllChildren(target)
    return document.execCommand('copy')
  }
}
