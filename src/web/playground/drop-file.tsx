import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** Takes a file that is dropped anywhere on the page, and says so while one is over it. */
export function DropFile({ take }: { readonly take: (file: File) => void }): VNode | null {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const holds = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
    const onOver = (event: DragEvent): void => {
      if (!holds(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!holds(event)) return
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file !== undefined) take(file)
    }
    // before the editor, which would paste the text of the file
    const options = { capture: true }
    document.addEventListener('dragover', onOver, options)
    document.addEventListener('dragleave', onLeave, options)
    document.addEventListener('drop', onDrop, options)
    return () => {
      document.removeEventListener('dragover', onOver, options)
      document.removeEventListener('dragleave', onLeave, options)
      document.removeEventListener('drop', onDrop, options)
    }
  }, [take])
  return over ? <div class="pg-drop">Drop the file to search it. It stays on this machine.</div> : null
}
