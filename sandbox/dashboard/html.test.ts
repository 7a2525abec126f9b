import { html, jsonScript } from "./html";

test("text is escaped in text and in attributes, HTML is kept, lists are joined", () => {
  const name = `<a href='x'>"&`;
  expect(html`<p title="${name}">${name}${[html`<b>${1}</b>`, undefined]}</p>`.text).toBe(
    '<p title="&#60;a href=&#39;x&#39;&#62;&#34;&#38;">&#60;a href=&#39;x&#39;&#62;&#34;&#38;<b>1</b></p>',
  );
});

test("data for a script survives whatever is in it", () => {
  const data = [`</script><!-- "' & \u2028`];
  const { text } = jsonScript("rows", data);
  expect(text.match(/<\/script>/g)).toHaveLength(1);
  expect(JSON.parse(text.replace(/^<script[^>]*>|<\/script>$/g, ""))).toEqual(data);
});
