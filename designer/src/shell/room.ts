/** Tell how much room an element gives what is in it, now and whenever that changes. */
export function watchRoom(node: HTMLElement, tell: (width: number, height: number) => void): () => void {
  const now = (): void => tell(node.clientWidth, node.clientHeight)
  const watcher = new ResizeObserver(now)
  watcher.observe(node)
  now()
  return () => watcher.disconnect()
}
