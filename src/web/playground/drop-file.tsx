import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** Takes files that are dropped anywhere on the page, and says so while some are over it. */
export function DropFile({
  take,
  refuse,
}: {
  readonly take: (files: readonly File[]) => void
  /** Told why nothing was taken. */
  readonly refuse: (why: string) => void
}): VNode | null {
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
      const items = [...(event.dataTransfer?.items ?? [])]
      const folder = items.map(item => item.webkitGetAsEntry()).find(entry => entry?.isDirectory === true)
      if (folder) refuse(`\`${folder.name.replaceAll('`', '')}\` is a folder: drop the files that are in it.`)
      else take([...(event.dataTransfer?.files ?? [])])
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
  }, [take, refuse])
  return over ? <div class="pg-drop">Drop it to search it. It stays on this machine.</div> : null
}
