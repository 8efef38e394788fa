// A component of the server: the package does its work in Node, while the page is made.
import { load } from "peer-circle";
import { Client } from "./client";

export const dynamic = "force-dynamic";

export default async function Page() {
  const peer = await load();
  const { roster } = await peer.people.read("name\nAda\nBo\n");
  peer.close();
  return (
    <main>
      <p id="server">{`${roster.participants.length} people on the server`}</p>
      <Client />
    </main>
  );
}
