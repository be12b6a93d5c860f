/**
 * Talks to the API: queries, mutations, files, downloads.
 *
 * Refusals are data (`__typename` of the result); what is thrown here is what no screen can go on
 * from: no network, not signed in, a defect.
 */
import { address } from './configuration'
import type { Operation } from './operations'
import { session } from './session.svelte'

/** The server was not reached; the same request may be sent again later. */
export class OfflineError extends Error {
  override name = 'OfflineError'
}

/** The server answered that it could not do it; the message can be shown. */
export class AnswerError extends Error {
  override name = 'AnswerError'
}

interface Answer {
  data?: Record<string, { __typename?: string } | null>
  errors?: { message: string; extensions?: { code?: string; mostBytes?: number } }[]
}

const headers = (): Record<string, string> => ({
  accept: 'application/graphql-response+json',
  ...(session.token ? { authorization: `Bearer ${session.token}` } : {}),
})

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address(path), init)
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new OfflineError(await unreached(), { cause })
  }
}

/** A browser does not tell a lost network from an API that does not allow this page: ask without reading the answer. */
async function unreached(): Promise<string> {
  const isThere = address('') && (await fetch(address('/health'), { mode: 'no-cors' }).then(() => true, () => false))
  return isThere
    ? `サーバーがこの画面（${location.origin}）からの利用を許していません。システム管理者に、設定 MADOGUCHI_ALLOWED_ORIGINS を確かめるよう伝えてください。`
    : 'サーバーに接続できません。ネットワークを確かめてください。'
}

async function read<Result>(answer: Response): Promise<Result> {
  if (answer.status >= 502) throw new OfflineError('サーバーが応答していません。しばらくしてからもう一度お試しください。')
  let body: Answer
  try {
    body = (await answer.json()) as Answer
  } catch (cause) {
    throw new AnswerError(`サーバーの応答を読み取れません（${answer.status}）。`, { cause })
  }
  const [first] = body.errors ?? []
  const isSignedOut = Object.values(body.data ?? {}).some((made) => made?.__typename === 'NotSignedIn')
  if (isSignedOut || first?.extensions?.code === 'NOT_SIGNED_IN') session.end()
  if (first?.extensions?.code === 'BODY_TOO_LARGE') throw new AnswerError(tooLarge(first.extensions.mostBytes))
  if (first) throw new AnswerError(first.message)
  return body.data as Result
}

const tooLarge = (bytes?: number): string =>
  `大きすぎて送れません${bytes ? `（${Math.floor(bytes / 2 ** 20)} MB まで）` : ''}。ページを分けるか、画像の解像度を下げてください。`

/** Run a query or a mutation. */
export async function request<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const answer = await reach('/graphql', {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/json' },
    body: JSON.stringify({ query: operation, variables }),
    ...(signal ? { signal } : {}),
  })
  return read<Result>(answer)
}

/** Send a mutation while the page is being left; nobody waits for its answer. */
export function tellOnLeaving<Result, Variables>(operation: Operation<Result, Variables>, variables: Variables): void {
  const body = JSON.stringify({ query: operation, variables })
  const init = { method: 'POST', keepalive: true, headers: { ...headers(), 'content-type': 'application/json' }, body }
  fetch(address('/graphql'), init).catch(() => undefined)
}

/** Run a mutation with one file, as a multipart request; `path` says where the file stands. */
export async function upload<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  file: File,
  path = 'variables.input.file',
): Promise<Result> {
  const body = new FormData()
  const fileless = (_: string, value: unknown): unknown => (value instanceof Blob ? null : value)
  body.append('operations', JSON.stringify({ query: operation, variables }, fileless))
  body.append('map', JSON.stringify({ 0: [path] }))
  body.append('0', file, file.name)
  return read<Result>(await reach('/graphql', { method: 'POST', headers: headers(), body }))
}

/** Fetch a picture or a PDF that needs a signed-in official. */
export async function download(path: string, signal?: AbortSignal): Promise<Blob> {
  const answer = await reach(path, { headers: headers(), ...(signal ? { signal } : {}) })
  if (answer.ok) return answer.blob()
  const told = (await answer.json().catch(() => ({}))) as { detail?: string }
  throw new AnswerError(told.detail ?? `取得できません（${answer.status}）。`)
}

/** Open a PDF in a tab of its own; the tab is opened at once, while the browser still sees the press. */
export async function openDocument(path: string): Promise<void> {
  const tab = window.open('', '_blank')
  if (!tab) throw new AnswerError('ブラウザーが新しいタブを開けませんでした。この画面のポップアップを許可してから、もう一度押してください。')
  try {
    const url = URL.createObjectURL(await download(path))
    tab.location.href = url
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  } catch (error) {
    tab.close()
    throw error
  }
}

/** A fresh idempotency key or id. Without TLS, as when one tries the system out, browsers have no `randomUUID`. */
export const freshKey = (): string => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')
