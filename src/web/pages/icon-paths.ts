/** Drawn on a grid of 16 by 16, in strokes of the text's colour. */
export const iconPaths = {
  // a touchstone with a streak on it: how an assayer proves gold
  mark: 'M3 2.5h10v11H3zM5.5 10.5l5-5M7.5 11l3.5-3.5',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6 14 14',
  theme: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 2v12M8 5h4.9M8 8h6M8 11h4.9',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  down: 'M8 2v8.5M4.5 7.5 8 11l3.5-3.5M2.5 13.5h11',
  yes: 'M3 8.5 6.5 12 13 4.5',
  no: 'M4 4l8 8M12 4l-8 8',
  close: 'M4 4l8 8M12 4l-8 8',
  warn: 'M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.6v.4',
  open: 'M9 2.5h4.5V7M13.5 2.5 7.5 8.5M11 9.5v4H2.5V5h4',
  run: 'M4.5 2.5v11l9-5.5z',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.700 8 9 8 10M8 12.500v.2',
  dash: 'M4 8h8',
} as const

/** The names of the drawings there are. */
export type IconName = keyof typeof iconPaths
