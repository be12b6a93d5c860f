/** Layers of a page. What names no layer lies on the ground, below all of them in the list. */
import type { Edit } from '../../editor/editor.svelte'
import type { Layer, Page } from '../types'
import { changeElements, freshName, onPage, without } from './elements'

const layersOf = (page: Page): readonly Layer[] => page.layers ?? []

function withLayers(page: Page, layers: readonly Layer[]): Page {
  if (layers.length) return { ...page, layers }
  const { layers: _, ...rest } = page
  return rest as Page
}

/** Add a layer on top; `take`: elements that go onto it. */
export function addLayer(pageId: string, name: string, take: ReadonlySet<string> = new Set()): Edit {
  return onPage(pageId, (page) => {
    const id = freshName('layer1', new Set(layersOf(page).map((layer) => layer.id)))
    const names = new Set(layersOf(page).map((layer) => layer.name))
    const added = withLayers(page, [...layersOf(page), { id, name: freshName(name, names) }])
    return assigned(added, take, id)
  })
}

export function renameLayer(pageId: string, layerId: string, name: string): Edit {
  return changeLayer(pageId, layerId, (layer) => (!name || layer.name === name ? layer : { ...layer, name }))
}

export function hideLayer(pageId: string, layerId: string, isHidden: boolean): Edit {
  return changeLayer(pageId, layerId, ({ hidden: _, ...layer }) => (isHidden ? { ...layer, hidden: true } : layer))
}

export function lockLayer(pageId: string, layerId: string, isLocked: boolean): Edit {
  return changeLayer(pageId, layerId, ({ locked: _, ...layer }) => (isLocked ? { ...layer, locked: true } : layer))
}

function changeLayer(pageId: string, layerId: string, change: (layer: Layer) => Layer): Edit {
  return onPage(pageId, (page) => {
    const layers = layersOf(page).map((layer) => (layer.id === layerId ? change(layer) : layer))
    return layers.every((layer, index) => layer === layersOf(page)[index]) ? page : withLayers(page, layers)
  })
}

/** Move a layer up (towards the reader) or down; its elements go with it. */
export function moveLayer(pageId: string, layerId: string, by: 1 | -1): Edit {
  return onPage(pageId, (page) => {
    const layers = layersOf(page)
    const from = layers.findIndex((layer) => layer.id === layerId)
    const layer = layers[from]
    const to = from + by
    if (!layer || to < 0 || to >= layers.length) return page
    return stacked(withLayers(page, layers.toSpliced(from, 1).toSpliced(to, 0, layer)))
  })
}

/** Take a layer away; what lay on it lies on the ground. */
export function removeLayer(pageId: string, layerId: string): Edit {
  return onPage(pageId, (page) => {
    if (!layersOf(page).some((layer) => layer.id === layerId)) return page
    const ids = new Set(page.elements.filter((element) => element.layer === layerId).map(({ id }) => id))
    return assigned(withLayers(page, layersOf(page).filter((layer) => layer.id !== layerId)), ids, '')
  })
}

/** Put elements onto a layer; the ground has no name. A row's elements lie where the row lies. */
export function assignLayer(pageId: string, ids: ReadonlySet<string>, layerId: string): Edit {
  return onPage(pageId, (page) => assigned(page, ids, layerId))
}

function assigned(page: Page, ids: ReadonlySet<string>, layerId: string): Page {
  const changed = changeElements(page, ids, (element, row) => {
    if (row || (element.layer ?? '') === layerId) return element
    return layerId ? { ...element, layer: layerId } : without(element, 'layer')
  })
  return changed === page ? page : stacked(changed)
}

/** Elements are painted in their order: put them layer by layer, and keep the order within each. */
function stacked(page: Page): Page {
  const rank = new Map(layersOf(page).map((layer, index) => [layer.id, index]))
  const rankOf = (layer: string | undefined): number => (layer === undefined ? -1 : (rank.get(layer) ?? -1))
  return { ...page, elements: [...page.elements].sort((one, other) => rankOf(one.layer) - rankOf(other.layer)) }
}
