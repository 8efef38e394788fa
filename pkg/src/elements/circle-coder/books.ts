/** The codes of a project, and how they change. */

import type { Code, Codebook, Project } from "../../index.js";

/** What changing codes needs of the work that it is part of. */
interface Booked {
  readonly project: Project | undefined;
  refresh(keep?: boolean): Promise<void>;
}

export class Books {
  /** A codebook that came before any transcript. */
  first: Codebook | undefined;

  constructor(readonly coding: Booked) {}

  /** Takes the codes in that are not here yet; codings are nobody's to lose by it. */
  async take(codebook: Codebook): Promise<void> {
    this.first = codebook;
    await this.#change((codes) => {
      const known = new Set(codes.flatMap(({ id = "", name }) => [id, name.toLowerCase()]));
      return [...codes, ...codebook.codes.filter(({ id = "", name }) => !known.has(id) && !known.has(name.toLowerCase()))];
    });
  }

  /** Changes a code, or adds one. */
  async save(code: Code): Promise<void> {
    await this.#change((codes) => {
      const known = codes.some(({ id }) => id === code.id);
      return known ? codes.map((one) => (one.id === code.id ? code : one)) : [...codes, code];
    });
  }

  /** Takes a code out with its codings; those below it go up. */
  async remove(id: string): Promise<void> {
    await this.#change((codes) => {
      const gone = codes.find((code) => code.id === id);
      const up = ({ parent: _, ...code }: Code): Code => ({ ...code, ...(gone?.parent !== undefined && { parent: gone.parent }) });
      return codes.filter((code) => code.id !== id).map((code) => (code.parent === id ? up(code) : code));
    });
  }

  /** Makes one code of two. */
  async merge(from: string, into: string): Promise<void> {
    await this.coding.project?.mergeCodes(from, into);
    await this.coding.refresh();
  }

  async #change(changed: (codes: Code[]) => Code[]): Promise<void> {
    const { project } = this.coding;
    if (!project) return;
    const book = await project.codebook();
    await project.setCodebook({ ...book, codes: changed(book.codes) });
    await this.coding.refresh();
  }
}
