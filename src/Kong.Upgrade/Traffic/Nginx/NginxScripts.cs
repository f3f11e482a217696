namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>What runs inside nginx with each request. Both languages give the same key the same side: the first 32 bits of its MD5, below green's part or not. So a growing share never moves a client back.</summary>
internal static class NginxScripts
{
    public const string Njs =
        """
        // Owned by Kong.Upgrade. The share that green has is read with each request: a missing or garbled file means all blue.
        import fs from 'fs';
        import crypto from 'crypto';

        function read(r) {
            try {
                const found = /^green (\d{1,7}) of 1000000\n$/.exec(fs.readFileSync(r.variables.kong_upgrade_share_file, 'utf8'));
                if (found && Number(found[1]) <= 1000000) return Number(found[1]);
            } catch (e) {
            }
            return null;
        }

        function share(r) {
            const green = read(r);
            return green === null ? 'unknown' : String(green);
        }

        function split(r) {
            const green = read(r);
            if (!green) return 'blue';
            const hash = crypto.createHash('md5').update(r.variables.kong_upgrade_key || '').digest('hex').slice(0, 8);
            return parseInt(hash, 16) * 1000000 < green * 4294967296 ? 'green' : 'blue';
        }

        export default { share, split };

        """;

    public const string Lua =
        """
        -- Owned by Kong.Upgrade. The share that green has is read with each request: a missing or garbled file means all blue.
        local function read()
            local file = io.open(ngx.var.kong_upgrade_share_file or "", "r")
            if not file then return nil end
            local text = file:read(64)
            file:close()
            local green = tonumber(string.match(text or "", "^green (%d%d?%d?%d?%d?%d?%d?) of 1000000\n$"))
            if green and green <= 1000000 then return green end
            return nil
        end

        local green = read()
        if ngx.arg[1] == "share" then return green and tostring(green) or "unknown" end
        if not green or green == 0 then return "blue" end
        local a, b, c, d = string.byte(ngx.md5_bin(ngx.var.kong_upgrade_key or ""), 1, 4)
        if (((a * 256 + b) * 256 + c) * 256 + d) * 1000000 < green * 4294967296 then return "green" end
        return "blue"

        """;

    public static string? Of(NginxMode mode) => mode switch { NginxMode.Njs => Njs, NginxMode.Lua => Lua, _ => null };
}
