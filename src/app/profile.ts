import type { Source } from '../base/source.ts'
import type { Profile } from '../platforms/platform.ts'
import { findData } from './find-data.ts'
import { readFiles } from './read-files.ts'
import { languageFor, platformFor, styleFor } from './registry.ts'
import type { Surroundings } from './surroundings.ts'

export interface ProfileRequest {
  readonly source: Source
  readonly language?: string | undefined
  readonly style?: string | undefined
  readonly data: readonly string[]
}

/** What occurs in files, as the platform of a query's language would hold them. */
export async function profileOf(request: ProfileRequest, { disk, year }: Surroundings): Promise<Profile> {
  const platform = platformFor(languageFor(request.language, request.source.name))
  const style = styleFor(request.style, platform)
  const profiler = platform.profiler()
  for await (const { events } of readFiles(await findData(request.data, disk), disk, year, platform.documents))
    for (const event of events) profiler.see(platform.present(event, style))
  return profiler.profile()
}
