// The quiet notice about the connection, the same on every page that watches something.

import { $, setText, setVisible } from "./dom.js";
import { text } from "./texts.js";

const NOTICE_AFTER = 4000; // ms a connection may be away before anybody is told

/** `told(words)`: say it to those who do not see it. `kept()`: is everything on this device anyway? */
export function showConnectionNotice(topic, told = () => {}, kept = () => false) {
  let timer = null;
  const tell = (key) => {
    const notice = $("connection");
    setVisible(notice, key);
    if (!key) return;
    const words = text(key === "line-lost" && kept() ? "line-kept" : key);
    if (notice.querySelector("span").textContent !== words) told(words);
    setText(notice.querySelector("span"), words);
  };
  topic.addEventListener("connection", ({ detail: { status, reason } }) => {
    clearTimeout(timer);
    setVisible($("sign-in"), reason === "sign-in");
    if (status === "stopped") tell(reason === "closed" ? null : `line-${reason}`);
    else if (status === "polling") tell("line-polling");
    else if (status === "reconnecting") timer = setTimeout(tell, NOTICE_AFTER, "line-lost");
    else if (status === "live") tell(null);
  });
  $("sign-in").addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
}
