-- Turn many Markdown files into Word files in one process, so that Pandoc's start-up is
-- paid once. Call: pandoc lua batch.lua OUTPUT-FOLDER FILE.md FILE.md …
-- Needs Pandoc 3.0 or later.

local output = arg[1]
for index = 2, #arg do
  local source = assert(io.open(arg[index], 'r'))
  local document = pandoc.read(source:read('a'), 'markdown')
  source:close()
  local name = pandoc.path.split_extension(pandoc.path.filename(arg[index]))
  local target = assert(io.open(pandoc.path.join({ output, name .. '.docx' }), 'wb'))
  target:write(pandoc.write(document, 'docx'))
  target:close()
end
