import type { Shape } from '../json/shape.ts'

export const laurel: Shape = () => undefined
