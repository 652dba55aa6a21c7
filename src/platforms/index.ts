import type { Platform } from './platform.ts'
import { sigmaPlatform } from './sigma/index.ts'
import { sumoPlatform } from './sumo/index.ts'
import { sumoCsePlatform } from './sumo-cse/index.ts'

/** Every platform, by the name of the language that is spoken there. */
export const platforms: readonly Platform[] = [sumoPlatform, sumoCsePlatform, sigmaPlatform]
