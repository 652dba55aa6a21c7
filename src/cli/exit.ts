/** The exit codes of every command; this table is what `--help` prints. */
export const exit = {
  ok: { code: 0, means: 'it ran; a check found no error; every declaration of the packages holds' },
  findings: {
    code: 1,
    means:
      'a check found errors, or a file that is not in the canonical layout; rules are wrong and did not run, others did; a package does not do what it declares',
  },
  refused: { code: 2, means: 'the query is refused, the input cannot be used, or the command was typed wrong' },
  bug: { code: 70, means: 'Assay itself failed; please report it' },
} as const

export type ExitCode = (typeof exit)[keyof typeof exit]['code']

/** The table for people. */
export const exitTable = (): string =>
  ['Exit codes:', ...Object.values(exit).map(({ code, means }) => `  ${String(code).padStart(2)}  ${means}`)].join('\n')
