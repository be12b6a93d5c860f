/**
 * Follows a subscription over graphql-transport-ws, on a socket of its own.
 *
 * The few messages that one subscription needs are written out: a library for all of the protocol
 * weighed three times as much (docs/adr/0024).
 */
import { socketAddress } from './configuration'
import type { Operation } from './operations'
import { session } from './session.svelte'

const FIRST_PAUSE = 1_000
const MOST_PAUSE = 30_000
const INIT_TIMED_OUT = 4408

/** What the server closes for good: a token or a message that it does not take. */
const isFinal = (code: number): boolean => code >= 4400 && code < 4500 && code !== INIT_TIMED_OUT

/**
 * Call `next` with every result, until the function that this gives is called. A lost connection is
 * made again; `variables` are read anew then, so that whoever updates them goes on where it was.
 */
export function subscribe<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  next: (result: Result) => void,
): () => void {
  let socket: WebSocket
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = FIRST_PAUSE
  let isOver = false

  const send = (message: object): void => socket.send(JSON.stringify(message))

  function hear({ data }: MessageEvent<string>): void {
    const { type, payload } = JSON.parse(data) as { type: string; payload?: { data?: Result } }
    if (type === 'connection_ack') {
      pause = FIRST_PAUSE
      send({ id: '1', type: 'subscribe', payload: { query: operation, variables } })
    } else if (type === 'ping') send({ type: 'pong' })
    else if (type === 'next' && payload?.data) next(payload.data)
    else if (type === 'error' || type === 'complete') stop()
  }

  function open(): void {
    socket = new WebSocket(socketAddress(), 'graphql-transport-ws')
    socket.onopen = () => send({ type: 'connection_init', payload: { token: session.token } })
    socket.onmessage = hear
    socket.onclose = ({ code }) => {
      if (isOver || isFinal(code) || !session.token) return
      timer = setTimeout(open, pause * (0.5 + Math.random()))
      pause = Math.min(pause * 2, MOST_PAUSE)
    }
  }

  function stop(): void {
    isOver = true
    clearTimeout(timer)
    socket.close(1000)
  }

  open()
  return stop
}
