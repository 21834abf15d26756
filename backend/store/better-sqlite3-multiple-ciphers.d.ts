// Its own declarations are not reachable through its exports; it is a copy of better-sqlite3 with the same face.
declare module 'better-sqlite3-multiple-ciphers' {
  export { default } from 'better-sqlite3'
}
