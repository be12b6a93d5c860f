import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { OfflineError } from '../api/request'
import { Editor } from '../editor/editor.svelte'
import type { Template } from '../template/types'
import type { DraftPost, SaveAnswer, ServerDraft } from './draftPost'
import type { Kept } from './kept'
import { Saving } from './saving.svelte'

const form = (title: string, x = 10): Template => ({
  format: 'form-template',
  version: '1.1',
  id: 'notice',
  title,
  pages: [{ id: 'front', size: 'A4', elements: [{ id: 'name', kind: 'text', x, y: 10, w: 40, h: 8 }] }],
})

/** A server with one draft; it can be cut off. */
class Server implements DraftPost {
  draft: ServerDraft
  saves: Template[] = []
  merges = 0
  isDown = false
  constructor(template: Template) {
    this.draft = { version: 1, template, by: '山田さん' }
  }
  async save(version: number, template: Template, isMerge = false): Promise<SaveAnswer> {
    if (this.isDown) throw new OfflineError('切れています')
    if (version !== this.draft.version) return { kind: 'overtaken', current: this.draft }
    this.saves.push(template)
    this.merges += Number(isMerge)
    this.draft = { ...this.draft, version: version + 1, template }
    return { kind: 'saved', version: version + 1, savedAt: new Date('2026-11-21T01:23:00Z') }
  }
  async newest(): Promise<ServerDraft | null> {
    return this.draft
  }
  /** Another official saves. */
  overtake(template: Template): void {
    this.draft = { version: this.draft.version + 1, template, by: '山田さん' }
  }
}

class Drawer {
  kept: Kept | undefined
  find = async (): Promise<Kept | undefined> => this.kept
  keep = async (kept: Kept): Promise<void> => void (this.kept = kept)
  forget = async (): Promise<void> => void (this.kept = undefined)
}

let server: Server
let shelf: Drawer
let editor: Editor
let saving: Saving
let said: string[]

function open(kept?: Kept): void {
  server = new Server(form('届'))
  shelf = new Drawer()
  shelf.kept = kept
  said = []
  editor = new Editor('f', server.draft.template)
  saving = new Saving(editor, 1, server, shelf, (words) => said.push(words))
}

function edit(change: Partial<Template>): void {
  editor.apply('変更', (template) => ({ ...template, ...change }))
  saving.note(editor.template)
}

beforeEach(() => {
  vi.useFakeTimers()
  open()
})
afterEach(() => vi.useRealTimers())

describe('saving as one works', () => {
  it('waits for a pause and sends the last state once', async () => {
    edit({ title: '届出' })
    await vi.advanceTimersByTimeAsync(500)
    edit({ title: '届出書' })
    await vi.advanceTimersByTimeAsync(700)
    expect(server.saves).toEqual([])

    await vi.advanceTimersByTimeAsync(200)
    expect(server.saves.map(({ title }) => title)).toEqual(['届出書'])
    expect([saving.state, saving.isUnsent, shelf.kept, server.merges]).toEqual(['saved', false, undefined, 0])
  })

  it('does not wait for ever when the edits never pause', async () => {
    for (let step = 0; step < 12; step++) {
      edit({ title: `届${step}` })
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(server.saves.length).toBeGreaterThan(0)
  })

  it('keeps the work in the browser while the server is away, and sends it on return', async () => {
    server.isDown = true
    edit({ title: '届出' })
    await vi.advanceTimersByTimeAsync(1000)
    expect([saving.state, shelf.kept?.template.title]).toEqual(['offline', '届出'])

    server.isDown = false
    await vi.advanceTimersByTimeAsync(6000)
    expect([saving.state, server.draft.template.title, shelf.kept]).toEqual(['saved', '届出', undefined])
  })

  it('offers what an earlier visit left over, and sends nothing before the answer', async () => {
    open({ template: form('続き'), base: form('届'), version: 1, unanswered: [], keptAt: '' })
    await saving.start()
    expect(saving.leftOver?.template.title).toBe('続き')

    await saving.goOn(true)
    await vi.advanceTimersByTimeAsync(1000)
    expect([editor.template.title, server.draft.template.title]).toEqual(['続き', '続き'])
  })

  it('joins what was left over with what others saved since then', async () => {
    open({ template: form('続き'), base: form('届'), version: 0, unanswered: [], keptAt: '' })
    server.draft.template = form('届', 99)
    await saving.start()
    await saving.goOn(true)
    await vi.advanceTimersByTimeAsync(1000)

    expect(server.draft.template).toEqual(form('続き', 99))
  })
})

describe('an answer that is lost', () => {
  it('does not set one’s own earlier save against one’s newer work', async () => {
    const answer = server.save.bind(server)
    server.save = async (version, template) => {
      await answer(version, template)
      server.save = answer
      throw new OfflineError('切れました')
    }
    edit({ title: '一度目' })
    await vi.advanceTimersByTimeAsync(1000)
    edit({ title: '二度目' })
    await vi.advanceTimersByTimeAsync(7000)

    expect([saving.conflict, saving.state, server.draft.template.title]).toEqual([null, 'saved', '二度目'])
  })

  it('nor after the page was opened anew', async () => {
    open({ template: form('二度目'), base: form('前'), version: 0, unanswered: [form('届')], keptAt: '' })
    await saving.start()
    await saving.goOn(true)
    await vi.advanceTimersByTimeAsync(1000)

    expect([saving.conflict, server.draft.template.title]).toEqual([null, '二度目'])
  })

  it('keeps the newest work on the base that the server has by then', async () => {
    edit({ title: '一度目' })
    await vi.advanceTimersByTimeAsync(790)
    const answer = server.save.bind(server)
    server.save = async (version, template) => {
      const saved = await answer(version, template)
      edit({ title: '二度目' })
      return saved
    }
    await vi.advanceTimersByTimeAsync(200)

    expect([shelf.kept?.template.title, shelf.kept?.base.title, shelf.kept?.version]).toEqual(['二度目', '一度目', 2])
  })
})

describe('two officials', () => {
  it('are joined when their changes do not touch, and undo takes back only one’s own', async () => {
    edit({ title: '届出' })
    server.overtake(form('届', 50))
    await vi.advanceTimersByTimeAsync(2000)

    expect(server.draft.template).toEqual(form('届出', 50))
    expect(server.merges).toBe(1)
    expect(editor.template).toEqual(form('届出', 50))
    expect(said).toEqual(['山田さんの変更を取り込みました（1 か所）。'])
    editor.undo()
    expect(editor.template).toEqual(form('届', 50))
  })

  it('see each other’s saves at once', async () => {
    server.overtake(form('届', 50))
    await saving.hear(2)

    expect(editor.template).toEqual(form('届', 50))
    expect([saving.state, server.saves]).toEqual(['saved', []])
  })

  it('are asked when their changes touch, and nothing is sent or lost before the answer', async () => {
    edit({ title: '私の名前' })
    server.overtake(form('山田の名前'))
    await vi.advanceTimersByTimeAsync(2000)
    expect(saving.state).toBe('conflict')
    expect(saving.conflict?.conflicts.map(({ place }) => place.property)).toEqual(['title'])
    expect([server.draft.template.title, editor.template.title, shelf.kept?.template.title]).toEqual(['山田の名前', '私の名前', '私の名前'])

    saving.answer(new Map([[saving.conflict?.conflicts[0]?.id ?? '', 'theirs']]))
    await vi.advanceTimersByTimeAsync(2000)
    expect([server.draft.template.title, editor.template.title, saving.state]).toEqual(['山田の名前', '山田の名前', 'saved'])
  })
})
