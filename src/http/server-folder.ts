import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { reasonOf } from '../app/disk.ts'
import { InputError } from '../app/input-error.ts'

/** The folder of one server: its uploads, and what its runs put aside. */
export interface ServerFolder {
  readonly path: string
  remove(): Promise<void>
}

const prefix = 'assay-serve-'
/** A socket that answers as long as the server lives. */
const aliveName = 'alive'

/**
 * Makes the folder of a server, and removes those of servers that ended without a word (killed, or with the power). Throws
 * `InputError` when there can be none.
 */
export async function openServerFolder(tempFolder: string): Promise<ServerFolder> {
  await removeDead(tempFolder)
  const path = await mkdtemp(join(tempFolder, prefix)).catch((error: unknown) => {
    throw new InputError(
      `cannot make a folder for uploads in ${tempFolder}: ${reasonOf(error)}`,
      'name a folder that you may write, with room in it, in the variable TMPDIR (TEMP on Windows)',
    )
  })
  const alive = await listenAt(join(path, aliveName))
  return {
    path,
    async remove() {
      if (alive !== undefined) await new Promise(resolve => alive.close(resolve))
      await rm(path, { recursive: true, force: true })
    },
  }
}

/** Undefined where the system has no sockets in folders, or the path is too long for one: then nobody can tell whether we live. */
function listenAt(path: string): Promise<Server | undefined> {
  if (process.platform === 'win32') return Promise.resolve(undefined)
  return new Promise(resolve => {
    const server = createServer(socket => socket.destroy())
    server.once('error', () => resolve(undefined))
    server.listen(path, () => resolve(server))
    server.unref()
  })
}

/** Only folders of ours with a socket that nobody listens at: one without a socket may be a server that is just starting. */
async function removeDead(tempFolder: string): Promise<void> {
  const names = await readdir(tempFolder).catch(() => [])
  for (const name of names.filter(n => n.startsWith(prefix))) {
    const folder = join(tempFolder, name)
    const ours = await lstat(folder).then(
      stat => stat.isDirectory() && stat.uid === process.getuid?.(),
      () => false,
    )
    if (ours && (await isDead(join(folder, aliveName))))
      await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}

const isDead = (socket: string): Promise<boolean> =>
  new Promise(resolve => {
    const call = connect(socket)
    call.once('connect', () => {
      call.destroy()
      resolve(false)
    })
    call.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'))
  })
