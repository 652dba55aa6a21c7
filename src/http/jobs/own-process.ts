import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'

/**
 * Starts a module of ours in a process of its own, which reads what it is given with `startedWith`. Messages between the two are
 * structured clones. `heapMb`: megabytes of JavaScript that it may hold; `yields`: others come first where there is too little for all.
 */
export function startProcess(
  script: string,
  given: object,
  { heapMb, yields = false }: { readonly heapMb?: number; readonly yields?: boolean },
): ChildProcess {
  const child = fork(script, [JSON.stringify(given)], {
    ...(heapMb === undefined ? {} : { execArgv: [`--max-old-space-size=${heapMb}`] }),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  if (yields) letOthersFirst(child)
  return child
}

/** What the process that asks was started with. */
export const startedWith = <T>(): T => JSON.parse(process.argv[2] ?? '{}') as T

/** A step below the server and what somebody waits for at the keyboard. */
function letOthersFirst({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, 5)
  } catch {
    // where the system does not allow it, all are the same
  }
}
