import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { root } from './root.mjs'

const running = new Set()
const starters = whoStartedUs()

/** Runs a program to its end and answers its exit code; what stops us stops it too. */
export function run(program, args, { cwd = root, env = {}, quiet = false, shell = false } = {}) {
  const child = spawn(program, args, {
    cwd,
    shell,
    stdio: ['inherit', quiet ? 'ignore' : 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  running.add(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      running.delete(child)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // A terminal sends Ctrl-C to the children itself; a second one would cut their orderly end short.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    stopChildren(signal)
  })
}

// Killing npm does not reach its children, and a server left behind would keep the port.
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (whoStartedUs() === starters) return
    stopChildren('SIGTERM')
    if (running.size === 0) process.exit(1)
  }, 500).unref()
}

/** The parent, and npm behind it where the shell that npm runs scripts in stays between us (Linux). */
function whoStartedUs() {
  const stat = `/proc/${process.ppid}/stat`
  const shell = existsSync(stat) && /\((?:ba|da)?sh\) \S (\d+)/.exec(readFileSync(stat, 'utf8'))
  return `${process.ppid} ${shell?.[1]}`
}

function stopChildren(signal) {
  for (const child of running) child.kill(signal)
}
