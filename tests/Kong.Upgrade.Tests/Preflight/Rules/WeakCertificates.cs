namespace Kong.Upgrade.Tests;

/// <summary>Certificates that the platform will not make: made with openssl, for no host that exists.</summary>
internal static class WeakCertificates
{
    public const string Elliptic192 =
        """
        -----BEGIN CERTIFICATE-----
        MIIBRDCB/KADAgECAhQl1XpYCusO3uETSDvj3bIz9xDb0TAKBggqhkjOPQQDAjAc
        MRowGAYDVQQDDBFzbWFsbC5leGFtcGxlLmNvbTAeFw0yNjExMjgwODQ5MjJaFw00
        NjExMjMwODQ5MjJaMBwxGjAYBgNVBAMMEXNtYWxsLmV4YW1wbGUuY29tMEkwEwYH
        KoZIzj0CAQYIKoZIzj0DAQEDMgAEFsHLFYUP1JLngvxeHTF1hQ6JRRob7VsxTe38
        lPkuL6R1Zzbq6Xh0BTUaKH2+3/+SoywwKjAJBgNVHRMEAjAAMB0GA1UdDgQWBBRf
        mXhE/l54ZdrPCxvdP6jCcrzZBjAKBggqhkjOPQQDAgM3ADA0AhhLkN+w0/3mBhSS
        JQ9K4sUxby5NAeP+3l0CGBtGUya8iLFQQ9A3u6InMkj3V5ek+6kOzw==
        -----END CERTIFICATE-----
        """;

    public const string Elliptic224 =
        """
        -----BEGIN CERTIFICATE-----
        MIIBVTCCAQOgAwIBAgIUVrzCNNG2kLhEUKOgfaqwYZxsvwwwCgYIKoZIzj0EAwIw
        HTEbMBkGA1UEAwwSZW5vdWdoLmV4YW1wbGUuY29tMB4XDTI2MTEyODA4NDkyMloX
        DTQ2MTEyMzA4NDkyMlowHTEbMBkGA1UEAwwSZW5vdWdoLmV4YW1wbGUuY29tME4w
        EAYHKoZIzj0CAQYFK4EEACEDOgAEVwPSwvVQ0Dlg76rAFVBAJyuu/BoxgJxg2mJ3
        DFy49cUX71jdC4QLUNPnxCEGvCTwdg5C7hla2SSjLDAqMAkGA1UdEwQCMAAwHQYD
        VR0OBBYEFK+JSSImA7ZHt/RVk9vlScWUDw2FMAoGCCqGSM49BAMCA0AAMD0CHF6R
        kz3Ry+pueBwjAMJ+V5XCFs7xmmtGsOQOE9ECHQDAsGtxjZFlfv+r6ZRrBOcC3YKc
        ZLvhwlVQOttB
        -----END CERTIFICATE-----
        """;

    public const string Dsa1024 =
        """
        -----BEGIN CERTIFICATE-----
        MIICxTCCAnKgAwIBAgIUFig+6ddBKN9p3cYk8ogM/QBAObswCwYJYIZIAWUDBAMC
        MBoxGDAWBgNVBAMMD2RzYS5leGFtcGxlLmNvbTAeFw0yNjExMjgwODUwNDBaFw00
        NjExMjMwODUwNDBaMBoxGDAWBgNVBAMMD2RzYS5leGFtcGxlLmNvbTCCAcAwggE0
        BgcqhkjOOAQBMIIBJwKBgQDc85x0QlAVaqM8qN5ILaXA1HXAdvv+mUPUyGuYp9gO
        AV8WWoTNtA0w4Vz05A1RPxOP1MD6ce0Ro0hdG7soywGJZvI9SB0xk0CnAPkPrmQE
        MJzCap10+osbY/0hYqbCVBi2t2yZ/UxneJw3mNJPK/8uNXZGHeY5/0ebiPJMa5zP
        XQIdALu3j3O7o0i94owGEKhNaOwHFQswDZsjG9O4oskCgYEAoAzitqoXj7CHw7SY
        iCFeWcnCSatRShbyx9MAfZFJdRF/bkT2qE1uAXdw0jH+AeK3MdrGNenXw78fazAV
        M9fqbIo8nH4R9yx+EY8q8CXX/sOXKFEZuU8zb3SNmb/6RBIz9EiaoHUinGW+v07C
        qUbPLI6+yxI9qzlRzUG66kexYHkDgYUAAoGBANiQlpMnTyG21GV9lGeXHLx7Sucf
        o/wN7AoLBpl2+GfJTSjmE4n8tot++6+Y4W9nj8ES7jtIFiFHHAJa0WWpPvVM25s/
        rbGCTSTUz0kYsOJ7R9Rqg/OJYdLahpQ2mpQnsJF4zdhLEdpvMlI2pW5QEr8Hxboc
        Zo0tbjmEV67cEIwwoywwKjAJBgNVHRMEAjAAMB0GA1UdDgQWBBTqCzEXfvvvQLoy
        z9FBRqP1flh3kTALBglghkgBZQMEAwIDQAAwPQIdAIXzfp+SzDSXsnA2tl2GmUbz
        QbZkcl2XR5Avc1MCHAQXYFCbGEvhMG/F8YvGwE3Gwwiq/COiSbsR7cE=
        -----END CERTIFICATE-----
        """;

    public const string Edwards =
        """
        -----BEGIN CERTIFICATE-----
        MIIBHzCB0qADAgECAhRbb6MDJiFxw11qw9A89tV1EJxPZzAFBgMrZXAwGTEXMBUG
        A1UEAwwOZWQuZXhhbXBsZS5jb20wHhcNMjYxMTI4MDg0OTIyWhcNNDYxMTIzMDg0
        OTIyWjAZMRcwFQYDVQQDDA5lZC5leGFtcGxlLmNvbTAqMAUGAytlcAMhAHqnpzGK
        xr12oDd1zxnZKHWWPk3qaUGiKL4+3Z6QZh5LoywwKjAJBgNVHRMEAjAAMB0GA1Ud
        DgQWBBRAcLqDc1jUoeP9K8PBu5UEIT3nQTAFBgMrZXADQQB74k56TV95P93nIZAz
        Us75jn7XuXb8eb+eeHk1jBXOHjOpnJOGv7VWEK5uXJF2zeK9V1arwY07MrF0mzB1
        ZaQH
        -----END CERTIFICATE-----
        """;

    public const string SignedWithSha1 =
        """
        -----BEGIN CERTIFICATE-----
        MIIC+TCCAeGgAwIBAgIBCTANBgkqhkiG9w0BAQUFADAXMRUwEwYDVQQDDAxFeGFt
        cGxlIFJvb3QwHhcNMjYxMTI4MDg0OTIyWhcNNDYxMTIzMDg0OTIyWjAaMRgwFgYD
        VQQDDA9vbGQuZXhhbXBsZS5jb20wggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEK
        AoIBAQDDGLQrUmKN534QUMaw4Bd42OWha68QKFi3V7CMZNQpScNN01FPK9nUw8pQ
        u7DMBMMDbidTUz16CRGGIDmvUXE7JwXFUWvHHhNrNFkxR9H8/xJ5qGoU7K6UMlQm
        gWdO/pV25zplz15AfZnAATmlKhScjfTv8QgqeMa4aII1d3wAQYlENl9v2IOp0fzR
        kbTX1Pusre7MNe2oRzpz+0LFB3MsAbmpTRg0kv0wRB8MASwYZMI6Qz+shx4Gqslt
        GDG98ni3lqKZgul9laD3P/gHBhikrnrnZPuaGHYeS4Qcql22Fxns5cpjCZ1we6xX
        2W4qMyLIVVP/yMrlc6c9OmJlsBFrAgMBAAGjTTBLMAkGA1UdEwQCMAAwHQYDVR0O
        BBYEFHrq8qsiV1kBalazxElSO7n7TozGMB8GA1UdIwQYMBaAFD9vU1mgKyNdFVUt
        2saCALt0uI1sMA0GCSqGSIb3DQEBBQUAA4IBAQA/L9iE9HjrqpzzpqJrXG7nQcFX
        yCe4q03P8vUVwzZvCampGtxqU4wWGxEECJpj3pXBZIvq3zTcqQiYJchiiwkXErLj
        68upcZ7zLv/84eTHtasPcaruOJ5DPEBNpjHmcgk/TkBUy8soN06ADhrJx+fp2DVp
        Qk+deu/WXGHFhCp4f+G7dPv809pXmdSEMtyBWkwBgx0K5Meo3NtF5caI7DjDHW6e
        c/73hrJmAJGVE6MPkcNGgTFimGhVY0lLk39aU5dko7djQL4reLFDJ+x4NS2gdfkg
        Ubwc+lYFCwc9z/U2gfYT1ctmW0yXyLHpujcewqEDmrHeBcyIqDjZvkj37K2I
        -----END CERTIFICATE-----
        """;

    public const string SelfSignedWithSha1 =
        """
        -----BEGIN CERTIFICATE-----
        MIIC6zCCAdOgAwIBAgIURRp6xRH3JPdhARiWcfhCyIXS/TcwDQYJKoZIhvcNAQEF
        BQAwFzEVMBMGA1UEAwwMRXhhbXBsZSBSb290MB4XDTI2MTEyODA4NDkyMloXDTQ2
        MTEyMzA4NDkyMlowFzEVMBMGA1UEAwwMRXhhbXBsZSBSb290MIIBIjANBgkqhkiG
        9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuu12g3xx4+3BTSjHbwpZhcX0EVIXjPYoARH7
        hTq/hNA0CKowrNo4sHyAjtCKxgsVZOJZNvfL61o4QJhvIf+/dhiEFxI+/IIYOJIi
        CAzMsxWvZ0vLpq2NIr7/p/MnH6cPyUTSV2HGh+51mhit/woPQhlryAf/ycvjDsgU
        wXUxswwl5nWTmnKPQ2qO6uptZlyUb8GQMKo4OEjWhVunSDvYyWq5HV5Ny2yQweMO
        +lDeoteZuOkVkOY5jRNpckyZZWZDAGelszrv0yWC6nsFPa/LwlZsN+haNya8cdSJ
        CAjEwilKEYTx0EKsWfcaETxS53WMYGAfZt3q99z8/0tEELPM7wIDAQABoy8wLTAM
        BgNVHRMEBTADAQH/MB0GA1UdDgQWBBQ/b1NZoCsjXRVVLdrGggC7dLiNbDANBgkq
        hkiG9w0BAQUFAAOCAQEAZ5VGMh9Xk856eEBRENosX7ve4iXtvbbY3mq65tyoikox
        hPfbIyPvZeibKn/DHJPDPmmj/45WCrSY79JojXYIsxeWTt8f6hTat82mOJBNz5l0
        9PRogGiadhF4ka8jKXLqAB60p7zB9ddf7iqLxUFRqUBJK88ppeXQdJoD2IvNwZMe
        /QJO5IBgd4Vn1QUGDjBWYh+eM/iElS9Q3EJZOlZ1MX8m+Pcntyfiu+fL2GYyvy50
        WzQVH3sbgK5vTGLSqRtS3In45uL09do5i/CbdG9sSYfGglMQOg2Jt09DD5waaxwB
        P3sNWMaxdpdNIT+yPUfayYPEY9M8cmseLF090IZA/g==
        -----END CERTIFICATE-----
        """;
}
