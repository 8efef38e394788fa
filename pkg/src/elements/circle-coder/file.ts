/** A file that the person chose, written after each step, where the browser lets pages do so. */

/** The part of a browser's file handles that is needed here; TypeScript's own list does not have the picker. */
interface Handle {
  name: string;
  createWritable(): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }>;
}

interface Picker {
  showSaveFilePicker?: (options: object) => Promise<Handle>;
}

export class ProjectFile {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = false;
  /** Whether the file has the last step. */
  safe = false;
  #step = 0;
  /** The last writing went wrong: the disk is full, or the file was taken away. */
  trouble = false;

  private constructor(readonly handle: Handle) {}

  /** Whether this browser can. */
  static get possible(): boolean {
    return typeof (globalThis as Picker).showSaveFilePicker === "function";
  }

  /** Lets the person choose; nothing when they think better of it. */
  static async choose(suggestedName: string): Promise<ProjectFile | undefined> {
    const types = [{ accept: { "application/json": [".json"] } }];
    try {
      const handle = await (globalThis as Picker).showSaveFilePicker?.({ suggestedName, types });
      return handle && new ProjectFile(handle);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return undefined;
      throw error;
    }
  }

  get name(): string {
    return this.handle.name;
  }

  /** Writes what is there when its turn has come: of many steps in a row the last is enough. */
  async write(text: () => Promise<string>): Promise<void> {
    this.#step += 1;
    this.safe = false;
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
