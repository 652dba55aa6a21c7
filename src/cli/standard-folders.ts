import { InputError } from '../app/workbench.ts'
import type { Context } from './context.ts'

/** Where detection packages are looked for when none are named: here, else those that come with Assay. */
export async function standardFolders({
  io: { cwd, home },
  workbench,
}: Pick<Context, 'io' | 'workbench'>): Promise<string[]> {
  for (const folder of [cwd, home])
    if ((await workbench.disk.names(`${folder}/detections`)).length > 0)
      return [folder === cwd ? 'detections' : `${home}/detections`]
  throw new InputError('there is no folder detections here', 'name the folder of a detection package')
}
