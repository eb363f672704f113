-- Turn many Markdown files into documents in one process, so that Pandoc's start-up is
-- paid once. Call: pandoc lua batch.lua WRITER ENDING OUTPUT-FOLDER, with the names of the
-- files on standard input, one a line. Needs Pandoc 3.0 or later.

local writer, ending, output = arg[1], arg[2], arg[3]
-- What `pandoc --standalone` does: without a template, title and the like are left out.
local template = pandoc.template.compile(pandoc.template.default(writer))
local options = pandoc.WriterOptions({ template = template })
for path in io.lines() do
  local source = assert(io.open(path, 'r'))
  local document = pandoc.read(source:read('a'), 'markdown')
  source:close()
  local name = pandoc.path.split_extension(pandoc.path.filename(path))
  local target = assert(io.open(pandoc.path.join({ output, name .. ending }), 'wb'))
  target:write(pandoc.write(document, writer, options))
  target:close()
end
