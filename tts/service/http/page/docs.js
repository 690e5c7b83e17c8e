// What /openapi.json says, readable.

import { askJson } from "./api.js";

function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function table(heads, rows) {
  const made = element("table");
  const cells = (values, kind) => {
    const row = element("tr");
    row.append(...values.map((value) => element(kind, value)));
    return row;
  };
  made.append(cells(heads, "th"), ...rows.map((row) => cells(row, "td")));
  return made;
}

const found = (schema, all) => (schema?.$ref ? all[schema.$ref.split("/").at(-1)] : schema);

/** A schema's kind in a few words: string, number 0.25 to 4, mp3 | wav. */
function kind(schema, all) {
  const one = found(schema, all) ?? {};
  if (one.anyOf) {
    const kinds = one.anyOf.filter((part) => part.type !== "null").map((part) => kind(part, all));
    return kinds.join(" or ");
  }
  if (one.enum) return one.enum.join(" | ");
  if (one.const) return String(one.const);
  if (one.type === "array") return `list of ${kind(one.items, all)}`;
  const range = one.minimum === undefined ? "" : ` ${one.minimum} to ${one.maximum}`;
  return `${one.type ?? "any"}${range}`;
}

function fields(schema, all) {
  const one = found(schema, all);
  if (!one?.properties) return [];
  const rows = Object.entries(one.properties).map(([name, field]) => [
    (one.required ?? []).includes(name) ? `${name} *` : name,
    kind(field, all),
    field.description ?? "",
  ]);
  return [table(["Field", "Kind", ""], rows)];
}

function call(path, method, operation, all) {
  const made = element("details", "", "card call");
  const summary = element("summary");
  const first = (operation.description ?? operation.summary ?? "").split("\n")[0];
  summary.append(
    element("span", method.toUpperCase(), "method"),
    element("code", path),
    element("span", first, "soft"),
  );
  const parameters = (operation.parameters ?? []).map((parameter) => [
    parameter.name,
    parameter.in,
    kind(parameter.schema, all),
  ]);
  const body = operation.requestBody?.content["application/json"]?.schema;
  const answers = Object.entries(operation.responses).map(([status, answer]) => [
    status,
    Object.keys(answer.content ?? {}).join(", "),
    answer.description,
  ]);
  made.append(summary);
  if (parameters.length) made.append(table(["Parameter", "In", "Kind"], parameters));
  made.append(...fields(body, all), table(["Answer", "Type", ""], answers));
  return made;
}

try {
  const schema = await askJson("openapi.json");
  const calls = Object.entries(schema.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      call(path, method, operation, schema.components.schemas),
    ),
  );
  document.getElementById("calls").replaceChildren(...calls);
} catch (problem) {
  document.getElementById("calls").replaceChildren(element("p", problem.message, "card bad"));
}
