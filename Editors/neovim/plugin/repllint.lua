-- Starts `repllint lsp` for JSON files. Neovim 0.7 and later.
-- vim.g.repllint_command: the command, {"repllint", "lsp"} where it is not set.

local function start(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  if vim.bo[buffer].buftype ~= "" or name == "" then
    return
  end
  local config = {
    name = "repllint",
    cmd = vim.g.repllint_command or { "repllint", "lsp" },
    root_dir = vim.fn.fnamemodify(name, ":p:h"),
  }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  -- Before 0.8 nothing joins buffers to a client that is there already.
  for id, client in pairs(vim.lsp.get_active_clients()) do
    if client.name == config.name then
      vim.lsp.buf_attach_client(buffer, client.id or id)
      return
    end
  end
  local id = vim.lsp.start_client(config)
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = { "json", "jsonc" },
  group = vim.api.nvim_create_augroup("repllint", {}),
  callback = function(event)
    start(event.buf)
  end,
})
