/** A file that the person chose, written after each step, where the browser lets pages do so. */

import type { Draft } from "../parts/draft.js";

/** What of a browser's file handles TypeScript's own list does not have. */
interface Handle extends FileSystemFileHandle {
  queryPermission?(what: object): Promise<PermissionState>;
  requestPermission?(what: object): Promise<PermissionState>;
}

interface Picker {
  showSaveFilePicker?: (options: object) => Promise<Handle>;
}

const WRITING = { mode: "readwrite" };

export class ProjectFile {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = false;
  /** Whether the file has the last step. */
  safe = false;
  #step = 0;
  /** The last writing went wrong: the disk is full, or the file was taken away. */
  trouble = false;
  /** The browser wants the person to say once more that it may be written: the page was loaded anew. */
  asleep = false;

  private constructor(readonly handle: Handle) {}

  /** Whether this browser can. */
  static get possible(): boolean {
    return typeof (globalThis as Picker).showSaveFilePicker === "function";
  }

  /** Lets the person choose, and remembers what with the draft; nothing when they think better of it. */
  static async choose(suggestedName: string, draft: Draft<unknown> | undefined): Promise<ProjectFile | undefined> {
    const types = [{ accept: { "application/json": [".json"] } }];
    try {
      const handle = await (globalThis as Picker).showSaveFilePicker?.({ suggestedName, types });
      // A store that holds no handles forgets it with the page.
      if (handle) await draft?.store.keepFile?.(draft.name, handle).catch(() => undefined);
      return handle && new ProjectFile(handle);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return undefined;
      throw error;
    }
  }

  /** The file that was chosen before the page was loaded anew. */
  static async again(handle: Handle): Promise<ProjectFile> {
    const file = new ProjectFile(handle);
    file.asleep = (await handle.queryPermission?.(WRITING)) !== "granted";
    return file;
  }

  /** Lets the browser ask whether the file may be written; it wants a click before that. */
  async wake(): Promise<void> {
    this.asleep = (await this.handle.requestPermission?.(WRITING)) !== "granted";
  }

  get name(): string {
    return this.handle.name;
  }

  /** Writes what is there when its turn has come: of many steps in a row the last is enough. */
  async write(text: () => Promise<string>): Promise<void> {
    this.#step += 1;
    this.safe = false;
    if (this.asleep) return;
    if (this.#waiting) {
      await this.#last;
      return;
    }
    this.#waiting = true;
    const turn = this.#last.then(async () => {
      this.#waiting = false;
      const step = this.#step;
      try {
        // The browser writes beside the file, and puts it in its place when it is closed: it is never half of anything.
        const whole = await text();
        const file = await this.handle.createWritable();
        await file.write(whole);
        await file.close();
        this.trouble = false;
        this.safe = step === this.#step;
      } catch {
        this.trouble = true;
      }
    });
    this.#last = turn;
    await turn;
  }
}
