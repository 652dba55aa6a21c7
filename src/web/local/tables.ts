/** Takes the place of telemetry/table/read.ts in a page, which binds no tables. */
export const openTable = async (): Promise<{ readonly problem: string }> => ({
  problem: 'tables beside the data are read by `assay run --lookup` only',
})
