-- Run by Tests/Editors/run in a headless Neovim: opens a configuration with a mistake, sees it marked, applies the quick
-- fix, and sees the mark go.

local function fail(text)
  io.stderr:write("neovim: " .. text .. "\n")
  vim.cmd("cquit 1")
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 50) then
    fail("waited in vain for " .. what)
  end
end

local function codes()
  return vim.tbl_map(function(diagnostic)
    local data = diagnostic.user_data
    return diagnostic.code or (data and data.lsp and data.lsp.code)
  end, vim.diagnostic.get(0))
end

vim.g.repllint_command = { os.getenv("PROGRAM"), "lsp" }
vim.cmd("filetype on")
vim.cmd("source " .. os.getenv("PLUGIN"))
vim.cmd("edit " .. os.getenv("FILE"))

wait("the finding", function()
  return vim.tbl_contains(codes(), "status-invalid")
end)
local finding = vim.diagnostic.get(0)[1]
if finding.lnum ~= 3 then
  fail("the finding is in line " .. finding.lnum)
end

-- What a user gets who asks for the code actions at the cursor and takes the first.
local actions
vim.ui.select = function(items, _, choose)
  actions = #items
  choose(items[1], 1)
end
vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col + 1 })
vim.lsp.buf.code_action()
wait("the quick fix", function()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"):find('"Enabled"', 1, true) ~= nil
end)
wait("the mark to go", function()
  return #vim.diagnostic.get(0) == 0
end)

local answered = false
vim.lsp.buf_request(0, "textDocument/hover", {
  textDocument = vim.lsp.util.make_text_document_params(),
  position = { line = 1, character = 15 },
}, function(_, result)
  answered = result and result.contents.value:find("source role", 1, true) ~= nil
end)
wait("the hover", function()
  return answered
end)

print("neovim: finding, quick fix and hover")
vim.cmd("qall!")
